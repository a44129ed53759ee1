#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The default codec: plain JSON that any language can read, raw bytes for `Data` and `[UInt8]`.
///
/// Every `Codable` value reads back equal: numbers that are not finite are the strings `"NaN"`, `"Infinity"` and
/// `"-Infinity"`, dates are seconds since 2001-01-01T00:00:00Z with all their digits, `Data` inside of a value is base64.
/// It also reads what ``MessagePackCodec`` wrote, so that a service can change its codec while entries are stored.
///
/// Containers nest up to 512 levels. A bare text or integer is written without Foundation's coder, everything else with it; a
/// hand-written `encode(to:)` that writes two values where there is room for one stops the program there, which
/// ``MessagePackCodec`` reports as an error.
public struct JSONCodec: CacheCodec {
    private let sortsKeys: Bool

    /// Creates the codec.
    ///
    /// - Parameter sortsKeys: Whether the fields of an object are written in the order of their names, so that equal
    ///   values have equal bytes. Costs time; false by default.
    public init(sortsKeys: Bool = false) {
        self.sortsKeys = sortsKeys
    }

    /// JSON, or the raw bytes of `Data` and `[UInt8]`.
    public func encode<Value: CacheValue>(_ value: Value) throws(CacheError) -> [UInt8] {
        if let raw = RawBytes.encode(value) ?? JSONFragment.encode(value) { return raw }
        do {
            return [UInt8](try encoder().encode(value))
        } catch {
            throw CacheError(.encodingFailed, message: "a \(Value.self) has no JSON form", underlying: error)
        }
    }

    /// The value of JSON, raw bytes or MessagePack.
    public func decode<Value: CacheValue>(_ type: Value.Type, from bytes: [UInt8]) throws(CacheError) -> Value {
        if let raw = try RawBytes.decode(type, from: bytes) { return raw }
        switch try StoredMark.of(bytes) {
        case nil: break
        case .messagePack: return try MessagePackCodec().decode(type, from: bytes)
        default: throw CacheError(.decodingFailed, message: "the entry is not JSON")
        }
        if let fragment = JSONFragment.decode(type, from: bytes) { return fragment }
        do {
            return try decoder().decode(type, from: Data(bytes))
        } catch {
            throw CacheError(.decodingFailed, message: "the entry is not a \(Value.self)", underlying: error)
        }
    }

    private func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity",
            negativeInfinity: "-Infinity",
            nan: "NaN"
        )
        encoder.outputFormatting = sortsKeys ? [.sortedKeys, .withoutEscapingSlashes] : [.withoutEscapingSlashes]
        return encoder
    }

    private func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity",
            negativeInfinity: "-Infinity",
            nan: "NaN"
        )
        return decoder
    }
}
