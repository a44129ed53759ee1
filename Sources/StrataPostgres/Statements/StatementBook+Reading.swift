extension StatementBook {
    /// Columns of what reads a row: the digest, the value, the milliseconds that it has left, its tags.
    static func columns(_ names: QuotedNames) -> String {
        """
        c.key, c.value, c.expires_at - \(now), case when c.tag_keys is not null then
            (select jsonb_agg(jsonb_build_array(t.name, t.version::text)) from \(names.tags) as t
            where t.key = any(c.tag_keys)) end
        """
    }

    static func reading(_ text: StatementText, _ names: QuotedNames) -> String {
        let live = isLive(names)
        return switch text {
        case .fetchOne:
            "select \(columns(names)) from \(names.table) as c where c.key = $1::bytea and \(live)"
        case .fetch:
            "select \(columns(names)) from \(names.table) as c where c.key = any($1::bytea[]) and \(live)"
        case .probeOne:
            "select c.key, c.expires_at - \(now) from \(names.table) as c where c.key = $1::bytea and \(live)"
        default:
            "select c.key, c.expires_at - \(now) from \(names.table) as c where c.key = any($1::bytea[]) and \(live)"
        }
    }
}
