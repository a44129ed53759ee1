import StrataCore

extension RedisCache {
    /// An entry as it is sent.
    struct Write: Sendable {
        let key: CacheKey
        let bytes: [UInt8]
        /// In milliseconds; nil for ever.
        let timeToLive: Int64?

        /// The time to live as scripts take it.
        var timeToLiveText: [UInt8] { Array(String(timeToLive ?? 0).utf8) }
    }

    /// Checks an entry and makes the bytes that are stored for it.
    nonisolated func encode<Value: CacheValue>(
        _ entry: CacheEntry<Value>,
        metadata: EntryMetadata = EntryMetadata()
    ) throws(CacheError) -> Write {
        try entry.key.validate()
        try refuseNil(entry.value)
        let timeToLive = try entry.expires.milliseconds()
        do {
            let bytes = try configuration.codec.encodeEntry(entry.value, metadata: metadata)
            try refuseTooLarge(bytes.count)
            return Write(key: entry.key, bytes: bytes, timeToLive: timeToLive)
        } catch {
            throw error.named("redis")
        }
    }

    /// Checks a token and makes what is stored for it.
    nonisolated func encode(
        _ key: CacheKey,
        _ token: CacheToken,
        expires: Expiration
    ) throws(CacheError) -> Write {
        try key.validate()
        let timeToLive = try expires.milliseconds()
        try refuseTooLarge(token.bytes.count)
        return Write(key: key, bytes: Self.stored(token), timeToLive: timeToLive)
    }

    /// The form in which a token is stored: raw bytes.
    static func stored(_ token: CacheToken) -> [UInt8] {
        RawBytes.encode(token.bytes) ?? token.bytes
    }

    nonisolated func decode<Value: CacheValue>(_ type: Value.Type, _ bytes: [UInt8]) throws(CacheError) -> Value {
        do {
            return try configuration.codec.decodeValue(type, from: bytes)
        } catch {
            throw error.named("redis")
        }
    }

    /// What a time to live of the server's means.
    static func timeToLive(milliseconds: Int64) -> TimeToLive {
        switch milliseconds {
        case -1: .immortal
        case ..<0: .absent
        default: .remaining(.milliseconds(max(1, milliseconds)))
        }
    }

    private nonisolated func refuseTooLarge(_ count: Int) throws(CacheError) {
        guard count > configuration.maximumValueBytes else { return }
        throw CacheError(.valueTooLarge, backend: "redis", message: "the value is larger than the configured limit")
    }
}
