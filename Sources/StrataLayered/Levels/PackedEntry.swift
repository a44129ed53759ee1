#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import StrataCore

/// A value with its metadata, for a cache that stores values only.
struct PackedEntry<Value: CacheValue>: Sendable {
    let value: Value
    let metadata: EntryMetadata
    /// When the entry expires, in milliseconds since 1970; nil for never. A plain cache does not tell.
    let deadline: Int64?

    func unpacked(at now: Int64) -> LeasedEntry<Value>? {
        let timeToLive: TimeToLive
        if let deadline {
            guard deadline > now else { return nil }
            timeToLive = .remaining(.milliseconds(deadline - now))
        } else {
            timeToLive = .immortal
        }
        return LeasedEntry(value: value, metadata: metadata, timeToLive: timeToLive)
    }
}

extension PackedEntry: Codable {
    private enum CodingKeys: String, CodingKey {
        case value = "v"
        /// Raw bytes: as `Data`, which codecs write more densely than an array of numbers.
        case bytes = "b"
        case metadata = "m"
        case deadline = "d"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(EntryMetadata.self, forKey: .metadata)
        deadline = try container.decodeIfPresent(Int64.self, forKey: .deadline)
        if RawBytes.holds(Value.self) {
            let bytes = [UInt8](try container.decode(Data.self, forKey: .bytes))
            guard let value = try RawBytes.decode(Value.self, from: bytes) else {
                throw CacheError(.decodingFailed, message: "the entry is not raw bytes")
            }
            self.value = value
        } else {
            value = try container.decode(Value.self, forKey: .value)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if let bytes = RawBytes.encode(value) {
            try container.encode(Data(bytes), forKey: .bytes)
        } else {
            try container.encode(value, forKey: .value)
        }
        try container.encode(metadata, forKey: .metadata)
        try container.encodeIfPresent(deadline, forKey: .deadline)
    }
}
