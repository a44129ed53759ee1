/// A binary codec by the MessagePack specification (msgpack.org), smaller and faster than JSON.
///
/// A keyed container is a map with string keys, an unkeyed one an array, an integer takes its smallest form, `Data` and
/// `[UInt8]` are binary. A `Double` takes four bytes where that loses nothing and eight otherwise; every bit of it comes
/// back, also of NaN. A `Date` is its seconds since 2001-01-01T00:00:00Z as such a `Double`, a `UUID` is 16 bytes of
/// binary, a `URL` without a base and a `Decimal` are strings, a 128-bit integer that needs more than 64 bits is 16 bytes of
/// binary, most significant byte first. A value that encodes nothing is an empty map.
///
/// Containers nest up to 512 levels, as in ``JSONCodec``. An entry may have up to 4 GiB. It also reads what ``JSONCodec``
/// wrote, so that a service can change its codec while entries are stored.
public struct MessagePackCodec: CacheCodec {
    /// Creates the codec.
    public init() {}

    /// MessagePack behind its mark, or the raw bytes of `Data` and `[UInt8]`. O(n).
    ///
    /// - Throws: ``CacheError/Code/encodingFailed`` when the value's own `encode(to:)` throws, writes two values where
    ///   there is room for one, or nests deeper than 512 levels.
    public func encode<Value: CacheValue>(_ value: Value) throws(CacheError) -> [UInt8] {
        if let raw = RawBytes.encode(value) { return raw }
        do {
            let writer = MessagePackWriter(MessagePackBuffer(after: StoredMark.messagePack.begin(reserving: 254)))
            try writer.encode(value)
            return try writer.buffer.complete()
        } catch {
            throw CacheError(.encodingFailed, message: "a \(Value.self) has no MessagePack form", underlying: error)
        }
    }

    /// The value of MessagePack, raw bytes or JSON. O(n).
    ///
    /// - Throws: ``CacheError/Code/decodingFailed`` when the bytes are damaged, are of another type, nest deeper than 512
    ///   levels, or have a key twice in one map. Memory is never taken for a length that only the bytes claim.
    public func decode<Value: CacheValue>(_ type: Value.Type, from bytes: [UInt8]) throws(CacheError) -> Value {
        if let raw = try RawBytes.decode(type, from: bytes) { return raw }
        switch try StoredMark.of(bytes) {
        case nil: return try JSONCodec().decode(type, from: bytes)
        case .messagePack: break
        default: throw CacheError(.decodingFailed, message: "the entry is not MessagePack")
        }
        do {
            let document = try MessagePackDocument(bytes, from: 2)
            return try document.value(type, at: 2) { nil }
        } catch {
            throw CacheError(.decodingFailed, message: "the entry is not a \(Value.self)", underlying: error)
        }
    }
}
