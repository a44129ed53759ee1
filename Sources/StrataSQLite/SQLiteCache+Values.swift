import StrataCore

extension SQLiteCache {
    /// How many rows one transaction of a sweep takes.
    static let batch = 1000

    /// Checks an entry and makes the bytes that are stored for it.
    nonisolated func encode<Value: CacheValue>(
        _ entry: CacheEntry<Value>,
        metadata: EntryMetadata = EntryMetadata()
    ) throws(CacheError) -> EntryWrite {
        let key = try StoredKey(entry.key)
        try refuseNil(entry.value)
        let timeToLive = try entry.expires.milliseconds()
        do {
            let bytes = try configuration.codec.encodeEntry(entry.value, metadata: metadata)
            try refuseTooLarge(bytes.count)
            return EntryWrite(key: key, value: bytes, timeToLive: timeToLive)
        } catch {
            throw error.named("sqlite")
        }
    }

    /// Checks a token and makes what is stored for it.
    nonisolated func encode(
        _ key: CacheKey,
        _ token: CacheToken,
        expires: Expiration
    ) throws(CacheError) -> EntryWrite {
        let stored = try StoredKey(key)
        let timeToLive = try expires.milliseconds()
        try refuseTooLarge(token.bytes.count)
        return EntryWrite(key: stored, value: Self.stored(token), timeToLive: timeToLive)
    }

    /// The form in which a token stands in a row: raw bytes.
    nonisolated static func stored(_ token: CacheToken) -> [UInt8] {
        RawBytes.encode(token.bytes) ?? token.bytes
    }

    nonisolated func decode<Value: CacheValue>(_ type: Value.Type, _ entry: Entry) throws(CacheError) -> Value {
        do {
            return try configuration.codec.decodeValue(type, from: entry.value)
        } catch {
            throw error.named("sqlite")
        }
    }

    nonisolated func storedKeys(_ keys: [CacheKey]) throws(CacheError) -> [StoredKey] {
        var stored: [StoredKey] = []
        stored.reserveCapacity(keys.count)
        for key in keys { stored.append(try StoredKey(key)) }
        return stored
    }

    /// The names of tags as they are stored, each checked.
    nonisolated func storedNames(_ tags: Set<CacheTag>) throws(CacheError) -> [[UInt8]] {
        for tag in tags { try tag.validate() }
        return tags.map { Array($0.name.utf8) }
    }

    /// Does nothing, but throws as any operation would after the cache was closed.
    nonisolated func ensureOpen() async throws(CacheError) {
        try await perform(.read) { _ in }
    }

    private nonisolated func refuseTooLarge(_ count: Int) throws(CacheError) {
        guard let bound = configuration.maximumBytes, count > bound / 2 else { return }
        throw CacheError(
            .valueTooLarge,
            backend: "sqlite",
            message: "the value takes more than half of the file's bound"
        )
    }
}
