extension EntryStore {
    /// The version of a tag; nil when it is not known.
    func version(ofTag name: [UInt8]) throws(SQLiteFailure) -> UInt64? {
        let statement = try connection.prepared("SELECT version FROM tags WHERE namespace = ?1 AND name = ?2")
        defer { statement.reset() }
        try statement.bind(1, namespaceNumber)
        try statement.bind(2, name)
        return try statement.step() ? UInt64(bitPattern: statement.integer(0)) : nil
    }

    /// Whether every tag still has the version of `stamp`. An unknown one has not.
    func isCurrent(_ stamp: TagStamp) throws(SQLiteFailure) -> Bool {
        for element in stamp.elements where try version(ofTag: element.name) != element.version { return false }
        return true
    }

    /// ``isCurrent(_:)`` of the form in a row; false when that is damaged.
    func isCurrent(storedTags bytes: [UInt8]) throws(SQLiteFailure) -> Bool {
        guard let stamp = TagStamp(stored: bytes) else { return false }
        return try isCurrent(stamp)
    }

    /// The versions of tags that are all known; nil when one is not.
    func knownStamp(ofTags names: [[UInt8]]) throws(SQLiteFailure) -> TagStamp? {
        var elements: [TagStamp.Element] = []
        for name in names {
            guard let version = try version(ofTag: name) else { return nil }
            elements.append(TagStamp.Element(name: name, version: version))
        }
        return TagStamp(elements)
    }

    /// The versions of tags. One that is not known begins at a random number, so that no version that an entry may carry
    /// from an earlier life of the tag comes back.
    func stamp(ofTags names: [[UInt8]]) throws(SQLiteFailure) -> TagStamp {
        var elements: [TagStamp.Element] = []
        for name in names {
            if let version = try version(ofTag: name) {
                elements.append(TagStamp.Element(name: name, version: version))
            } else {
                elements.append(TagStamp.Element(name: name, version: try begin(tag: name)))
            }
        }
        return TagStamp(elements)
    }

    /// Moves a tag on, which voids every entry that carries it. Nothing carries a tag that is not known.
    func invalidate(tag name: [UInt8]) throws(SQLiteFailure) {
        guard let version = try version(ofTag: name) else { return }
        let statement = try connection.prepared("UPDATE tags SET version = ?3 WHERE namespace = ?1 AND name = ?2")
        try statement.bind(1, namespaceNumber)
        try statement.bind(2, name)
        try statement.bind(3, Int64(bitPattern: version &+ 1))
        try statement.run()
    }

    private func begin(tag name: [UInt8]) throws(SQLiteFailure) -> UInt64 {
        let version = UInt64.random(in: 0 ... .max)
        let statement = try connection.prepared("INSERT INTO tags (namespace, name, version) VALUES (?1, ?2, ?3)")
        try statement.bind(1, namespaceNumber)
        try statement.bind(2, name)
        try statement.bind(3, Int64(bitPattern: version))
        try statement.run()
        if connection.lastRow % 1000 == 0 { try forgetTags(before: connection.lastRow - Self.mostTags) }
        return version
    }

    /// How many tags a file remembers, all namespaces together, give or take a thousand.
    private static let mostTags: Int64 = 200_000

    /// Forgets the tags that were made first. What still carries one of them is void from then on.
    private func forgetTags(before id: Int64) throws(SQLiteFailure) {
        let statement = try connection.prepared("DELETE FROM tags WHERE id <= ?1")
        try statement.bind(1, id)
        try statement.run()
    }
}
