#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The stored form of `Data` and `[UInt8]`: the bytes themselves, behind a mark only where they begin with one.
public enum RawBytes {
    /// The stored form of `value` when it is `Data` or `[UInt8]`; nil for every other type. O(n).
    public static func encode<Value>(_ value: Value) -> [UInt8]? {
        if let bytes = value as? [UInt8], Value.self == [UInt8].self { return escaped(bytes) }
        if let data = value as? Data, Value.self == Data.self { return escaped([UInt8](data)) }
        return nil
    }

    /// The value of a stored form when `type` is `Data` or `[UInt8]`; nil for every other type. O(n).
    ///
    /// - Throws: ``CacheError/Code/decodingFailed`` when the stored form is marked as something else than raw bytes.
    public static func decode<Value>(_ type: Value.Type, from bytes: [UInt8]) throws(CacheError) -> Value? {
        if type == [UInt8].self { return try unescaped(bytes) as? Value }
        if type == Data.self { return try Data(unescaped(bytes)) as? Value }
        return nil
    }

    /// Whether values of `type` are stored raw.
    public static func holds<Value>(_ type: Value.Type) -> Bool {
        type == [UInt8].self || type == Data.self
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
