import StrataCore

extension PostgresCache {
    /// Does work and waits for the answer.
    nonisolated func perform(_ work: Work) async throws(CacheError) -> Answer {
        try await dispatcher.perform(work)
    }

    /// Does work that is about one key.
    nonisolated func row(_ work: Work) async throws(CacheError) -> ResultRow? {
        if case .row(let row) = try await perform(work) { row } else { nil }
    }

    /// Runs statements in one transaction.
    nonisolated func run(_ statements: Statement...) async throws(CacheError) -> [ResultTable] {
        if case .results(let results) = try await perform(.script(Script(statements))) { results } else { [] }
    }

    /// Runs a statement that returns a row when it has done something.
    nonisolated func isDone(_ statement: Statement) async throws(CacheError) -> Bool {
        try await run(statement).first?.first != nil
    }

    /// Does nothing, but throws as any operation would after the cache was closed.
    nonisolated func ensureOpen() async throws(CacheError) {
        _ = try await run(Statement(.ping))
    }

    nonisolated func storedKey(_ key: CacheKey) throws(CacheError) -> StoredKey {
        try StoredKey(key, storesPlainKeys: configuration.storesPlainKeys)
    }

    /// Checks an entry and makes what is stored for it.
    nonisolated func encode<Value: CacheValue>(
        _ entry: CacheEntry<Value>,
        metadata: EntryMetadata = EntryMetadata()
    ) throws(CacheError) -> RowWrite {
        let key = try storedKey(entry.key)
        try refuseNil(entry.value)
        let timeToLive = try entry.expires.milliseconds()
        do {
            let bytes = try configuration.codec.encodeEntry(entry.value, metadata: metadata)
            let isText = configuration.codec is JSONCodec && !RawBytes.holds(Value.self)
            return RowWrite(key: key, value: JSONForm.encode(bytes, isText: isText), timeToLive: timeToLive)
        } catch {
            throw error.named("postgres")
        }
    }

    /// Checks a token and makes what is stored for it.
    nonisolated func encode(_ key: CacheKey, _ token: CacheToken, _ expires: Expiration) throws(CacheError) -> RowWrite
    {
        RowWrite(
            key: try storedKey(key),
            value: JSONForm.encode(raw: token.bytes),
            timeToLive: try expires.milliseconds()
        )
    }

    /// The value of a row that ``StatementText/fetch`` read.
    nonisolated func decode<Value: CacheValue>(_ type: Value.Type, _ row: ResultRow) throws(CacheError) -> Value {
        do {
            return try configuration.codec.decodeValue(type, from: try JSONForm.decode(row.json(1) ?? []))
        } catch {
            throw error.named("postgres")
        }
    }

    /// The whole of a row that ``StatementText/fetch`` read.
    nonisolated func leasedEntry<Value: CacheValue>(
        _ type: Value.Type,
        _ row: ResultRow
    ) throws(CacheError) -> LeasedEntry<Value> {
        do {
            let decoded = try configuration.codec.decodeEntry(type, from: try JSONForm.decode(row.json(1) ?? []))
            var metadata = decoded.metadata
            if let tags = row.json(3), metadata.tagVersions.isEmpty { metadata.tagVersions = try TagList.decode(tags) }
            return LeasedEntry(value: decoded.value, metadata: metadata, timeToLive: Self.timeToLive(row.integer(2)))
        } catch {
            throw error.named("postgres")
        }
    }

    /// A time to live of the milliseconds that a live row has left; nil for ever.
    nonisolated static func timeToLive(_ milliseconds: Int64?) -> TimeToLive {
        milliseconds.map { .remaining(.milliseconds($0)) } ?? .immortal
    }

    /// Keys as reads take them, each once, without their texts.
    nonisolated func digests(_ keys: [CacheKey]) throws(CacheError) -> [(key: CacheKey, digest: KeyDigest)] {
        var known: Set<KeyDigest> = []
        var pairs: [(key: CacheKey, digest: KeyDigest)] = []
        known.reserveCapacity(keys.count)
        pairs.reserveCapacity(keys.count)
        for key in keys {
            let digest = try KeyDigest(key)
            if known.insert(digest).inserted { pairs.append((key, digest)) }
        }
        return pairs
    }

    /// Keys as writes take them: digests and plain texts in the order of the digests, each once.
    nonisolated func distinct(_ keys: some Sequence<CacheKey>) throws(CacheError) -> [(
        key: CacheKey, stored: StoredKey
    )] {
        var known: Set<KeyDigest> = []
        var pairs: [(key: CacheKey, stored: StoredKey)] = []
        for key in keys {
            let stored = try storedKey(key)
            if known.insert(stored.digest).inserted { pairs.append((key, stored)) }
        }
        return pairs.sorted { $0.stored.digest < $1.stored.digest }
    }
}

extension RowWrite {
    /// The parameters that begin every statement about one row: its digest, its key, its value, how long it lives.
    var parameters: [Parameter] {
        [.digest(key.digest), key.plain.map(Parameter.bytes) ?? .null, .json(value), .integer(timeToLive)]
    }
}
