/// The SQL of every statement, for one cache's tables.
struct StatementBook: Sendable {
    let names: QuotedNames
    private let texts: [String]

    init(_ names: QuotedNames) {
        self.names = names
        texts = StatementText.allCases.map { Self.text($0, names) }
    }

    /// The SQL of a statement.
    subscript(_ text: StatementText) -> String { texts[text.rawValue] }

    /// The database's time in whole milliseconds, once a statement.
    static let now = "(select floor(extract(epoch from clock_timestamp()) * 1000)::bigint)"

    /// The database's time as the columns for people have it.
    static let timestamp = "clock_timestamp() at time zone 'utc'"

    /// Whether the row `c` is an entry that is there.
    static func isLive(_ names: QuotedNames) -> String {
        """
        ((c.expires_at is null or c.expires_at > \(now)) and (c.tag_keys is null or not exists (
            select from unnest(c.tag_keys, c.tag_versions) as e (key, version)
            left join \(names.tags) as t on t.key = e.key where t.version is distinct from e.version)))
        """
    }

    private static func text(_ text: StatementText, _ names: QuotedNames) -> String {
        switch text {
        case .fetchOne, .fetch, .probeOne, .probe: reading(text, names)
        case .write, .writeTagged, .remove: writing(text, names)
        case .setIfAbsent, .increment, .counter, .replaceCounter, .compareAndSet, .compareAndRemove,
            .compareAndExpire, .acquire, .expire:
            changing(text, names)
        case .lease, .leaseState, .fill, .releaseRow, .release: leasing(text, names)
        case .beginTags, .tagVersions, .invalidateTag: tagging(text, names)
        case .page, .removePage, .lastRow, .clear, .sweep, .count: keeping(text, names)
        case .ping, .announce, .channel: telling(text, names)
        }
    }
}
