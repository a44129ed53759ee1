import StrataCore

/// The parts of the index that a scan reads: first the keys that stand there themselves and begin as the pattern does, then
/// those that stand there as digests.
struct KeyRange: Equatable, Sendable {
    /// Where a scan is: keys greater than `key`, or from `key` on, up to but without `end`.
    struct Position: Equatable, Sendable {
        var key: [UInt8]
        var isIncluded: Bool
        var end: [UInt8]
    }

    private let prefix: [UInt8]
    private static let firstDigest = [StoredKey.digestIntroducer]
    private static let endOfDigests = [UInt8](repeating: .max, count: 34)

    init(matching pattern: GlobPattern) {
        prefix = Array(pattern.literalPrefix.prefix(StoredKey.longestIndexed))
    }

    /// Where the scan goes on; its beginning for nil.
    ///
    /// - Throws: ``CacheError/Code/invalidArgument`` for a cursor that is not of this cache.
    func position(after cursor: ScanCursor?) throws(CacheError) -> Position {
        guard let cursor else { return Position(key: prefix, isIncluded: true, end: endOfPrefix) }
        guard let phase = cursor.bytes.first, let position = position(phase, Array(cursor.bytes.dropFirst())) else {
            throw CacheError(.invalidArgument, backend: "sqlite", message: "the cursor is not of this cache")
        }
        return position
    }

    /// The cursor behind a page; nil when the scan is through.
    ///
    /// - Parameters:
    ///   - last: The last key of the page; nil when it was empty.
    ///   - isFull: Whether there may be more where the page ended.
    ///   - position: Where the page began.
    func next(after last: [UInt8]?, isFull: Bool, position: Position) -> ScanCursor? {
        if isFull, let last { return ScanCursor([Phase.after.rawValue] + last) }
        return position.end == Self.endOfDigests ? nil : ScanCursor([Phase.digests.rawValue])
    }

    private enum Phase: UInt8 {
        case after = 1
        case digests = 2
    }

    private func position(_ phase: UInt8, _ key: [UInt8]) -> Position? {
        switch Phase(rawValue: phase) {
        case .after where !key.isEmpty:
            let isDigest = key.first == StoredKey.digestIntroducer
            return Position(key: key, isIncluded: false, end: isDigest ? Self.endOfDigests : endOfPrefix)
        case .digests where key.isEmpty:
            return Position(key: Self.firstDigest, isIncluded: true, end: Self.endOfDigests)
        default:
            return nil
        }
    }

    /// The first key behind all that begin with the prefix, and before the digests.
    private var endOfPrefix: [UInt8] {
        var end = prefix
        while let last = end.popLast() {
            if last < UInt8.max { return end + [last + 1] }
        }
        return Self.firstDigest
    }
}
