/// What a caller wants of the server.
enum Work: Sendable {
    /// The live row of a key.
    case fetch(KeyDigest)
    /// How long the row of a key lives, without its value.
    case probe(KeyDigest)
    /// To store an entry, whatever was there.
    case write(RowWrite)
    /// To remove a key.
    case remove(KeyDigest)
    /// Anything else.
    case script(Script)

    /// What it can share a statement with.
    var kind: WorkKind {
        switch self {
        case .fetch: .fetch
        case .probe: .probe
        case .write: .write
        case .remove: .remove
        case .script: .script
        }
    }

    /// The key that it is about; nil for a script.
    var key: KeyDigest? {
        switch self {
        case .fetch(let key), .probe(let key), .remove(let key): key
        case .write(let row): row.key.digest
        case .script: nil
        }
    }

    /// About how many bytes it puts into a statement.
    var weight: Int {
        if case .write(let row) = self { row.weight } else { KeyDigest.count }
    }
}

/// Kinds of work. Work of one kind that waits at the same time is gathered into one statement, but for scripts.
enum WorkKind: Int, CaseIterable, Sendable {
    case fetch
    case probe
    case write
    case remove
    case script

    /// Whether it changes nothing, so that it can be done twice.
    var isRead: Bool { self == .fetch || self == .probe }
}
