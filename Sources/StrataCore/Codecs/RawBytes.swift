#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The stored form of `Data` and `[UInt8]`: the bytes themselves, behind a mark only where they begin with one.
///
/// An optional of either is stored as what it holds, as it is in JSON.
public enum RawBytes {
    /// The stored form of `value` when it is `Data` or `[UInt8]`; nil for every other type. O(n).
    public static func encode<Value>(_ value: Value) -> [UInt8]? {
        if let bytes = ExactType.same(value, [UInt8].self) { return escaped(bytes) }
        if let data = ExactType.same(value, Data.self) { return escaped([UInt8](data)) }
        if let bytes = ExactType.same(value, [UInt8]?.self) ?? nil { return escaped(bytes) }
        if let data = ExactType.same(value, Data?.self) ?? nil { return escaped([UInt8](data)) }
        return nil
    }

    /// The value of a stored form when `type` is `Data` or `[UInt8]`; nil for every other type. O(n).
    ///
    /// - Throws: ``CacheError/Code/decodingFailed`` when the stored form is marked as something else than raw bytes.
    public static func decode<Value>(_ type: Value.Type, from bytes: [UInt8]) throws(CacheError) -> Value? {
        guard holds(type) else { return nil }
        let raw = try unescaped(bytes)
        if type == [UInt8].self { return ExactType.cast(raw, to: type) }
        if type == Data.self { return ExactType.cast(Data(raw), to: type) }
        return type == [UInt8]?.self
            ? ExactType.cast(Optional(raw), to: type) : ExactType.cast(Optional(Data(raw)), to: type)
    }

    /// Whether values of `type` are stored raw.
    public static func holds<Value>(_ type: Value.Type) -> Bool {
        type == [UInt8].self || type == Data.self || type == [UInt8]?.self || type == Data?.self
    }

    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.first == StoredMark.introducer else { return bytes }
        return StoredMark.raw.begin(reserving: bytes.count) + bytes
    }

    private static func unescaped(_ bytes: [UInt8]) throws(CacheError) -> [UInt8] {
        switch try StoredMark.of(bytes) {
        case nil: return bytes
        case .raw: return Array(bytes.dropFirst(2))
        default: throw CacheError(.decodingFailed, message: "the entry is not raw bytes")
        }
    }
}
