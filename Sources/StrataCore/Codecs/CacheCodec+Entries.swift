#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension CacheCodec {
    /// What a backend stores for `value` and `metadata`: the codec's own bytes where there is no metadata, an envelope
    /// where there is some.
    ///
    /// Every byte-storing backend writes with this and reads with ``decodeValue(_:from:)`` or ``decodeEntry(_:from:)``, so
    /// that values of the user's that look like an envelope stay what they are.
    ///
    /// - Throws: ``CacheError/Code/encodingFailed``.
    public func encodeEntry<Value: CacheValue>(
        _ value: Value,
        metadata: EntryMetadata = EntryMetadata()
    ) throws(CacheError) -> [UInt8] {
        let payload = try encode(value)
        if metadata.isEmpty, EntryEnvelope.leavesAlone(payload) { return payload }
        let header = try metadata.encoded()
        return isPlainJSON(Value.self) && payload.first != StoredMark.introducer
            ? EntryEnvelope.text(metadata: header, payload: payload)
            : EntryEnvelope.binary(metadata: header, payload: payload)
    }

    /// The value of an entry, without its metadata.
    ///
    /// - Throws: ``CacheError/Code/decodingFailed`` when the bytes are not a `Value`.
    public func decodeValue<Value: CacheValue>(_ type: Value.Type, from bytes: [UInt8]) throws(CacheError) -> Value {
        guard let parts = try EntryEnvelope.open(bytes) else { return try decode(type, from: bytes) }
        return try decode(type, from: Array(parts.payload))
    }

    /// The value and the metadata of an entry.
    ///
    /// - Throws: ``CacheError/Code/decodingFailed`` when the bytes are not a `Value`, or the envelope is damaged.
    public func decodeEntry<Value: CacheValue>(
        _ type: Value.Type,
        from bytes: [UInt8]
    ) throws(CacheError) -> StoredEntry<Value> {
        guard let parts = try EntryEnvelope.open(bytes) else {
            return StoredEntry(value: try decode(type, from: bytes), metadata: EntryMetadata())
        }
        let metadata = try EntryMetadata(encoded: parts.metadata)
        return StoredEntry(value: try decode(type, from: Array(parts.payload)), metadata: metadata)
    }

    private func isPlainJSON<Value>(_ type: Value.Type) -> Bool {
        self is JSONCodec && !RawBytes.holds(type)
    }
}

extension EntryMetadata {
    fileprivate func encoded() throws(CacheError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(self))
        } catch {
            throw CacheError(.encodingFailed, message: "the metadata has no JSON form", underlying: error)
        }
    }

    fileprivate init(encoded bytes: ArraySlice<UInt8>) throws(CacheError) {
        do {
            self = try JSONDecoder().decode(EntryMetadata.self, from: Data(bytes))
        } catch {
            throw CacheError(.decodingFailed, message: "the entry's metadata is damaged", underlying: error)
        }
    }
}
