/// Turns values into the bytes that a file or a server keeps, and back.
///
/// Codecs nest: compression and encryption wrap another codec. Bytes that are neither plain JSON nor raw begin with a mark
/// (see ``StoredMark``), so that every codec can tell what it has before it and refuses what it does not know.
public protocol CacheCodec: Sendable {
    /// The bytes of `value`.
    ///
    /// - Throws: ``CacheError/Code/encodingFailed`` when the codec cannot hold it.
    func encode<Value: CacheValue>(_ value: Value) throws(CacheError) -> [UInt8]

    /// The value of `bytes`.
    ///
    /// - Throws: ``CacheError/Code/decodingFailed`` when they are not a `Value`, or not of this codec.
    func decode<Value: CacheValue>(_ type: Value.Type, from bytes: [UInt8]) throws(CacheError) -> Value
}
