/// The frame around a value that has metadata, in one of two forms.
///
/// Around plain JSON it is JSON itself, for other languages to read: `{"$strata":1,"m":{…},"v":…}`. Around anything else it
/// is binary: the mark ``StoredMark/envelope``, the length of the metadata as four bytes (most significant first), the
/// metadata as JSON, the payload. Both are unwrapped without a second parse of the payload.
package enum EntryEnvelope {
    /// What every textual envelope of any version begins with. A value whose own bytes begin so is put into an envelope
    /// without metadata.
    package static let textIntroducer = Array(#"{"$strata":"#.utf8)

    private static let textHead = Array(#"{"$strata":1,"m":"#.utf8)
    private static let textMiddle = Array(#","v":"#.utf8)
    private static let binaryHeadCount = 6

    /// The two parts of an envelope, neither decoded yet.
    struct Parts {
        var metadata: ArraySlice<UInt8>
        var payload: ArraySlice<UInt8>
    }

    package static func text(metadata: [UInt8], payload: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(textHead.count + metadata.count + textMiddle.count + payload.count + 1)
        bytes += textHead
        bytes += metadata
        bytes += textMiddle
        bytes += payload
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    static func binary(metadata: [UInt8], payload: [UInt8]) -> [UInt8] {
        var bytes = StoredMark.envelope.begin(reserving: 4 + metadata.count + payload.count)
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: metadata.count >> shift)) }
        bytes += metadata
        bytes += payload
        return bytes
    }

    /// Whether ``open(_:)`` takes the bytes of a codec for what they are. It does not where they look like an envelope, or
    /// begin with the first byte of a mark by chance, as the bytes of somebody's own codec may.
    static func leavesAlone(_ payload: [UInt8]) -> Bool {
        do {
            return try open(payload) == nil
        } catch {
            return false
        }
    }

    /// Takes an envelope apart; nil when `bytes` are not one.
    static func open(_ bytes: [UInt8]) throws(CacheError) -> Parts? {
        if bytes.starts(with: textIntroducer) { return try openText(bytes) }
        guard try StoredMark.of(bytes) == .envelope else { return nil }
        return try openBinary(bytes)
    }

    private static func openText(_ bytes: [UInt8]) throws(CacheError) -> Parts {
        guard bytes.starts(with: textHead), bytes.last == UInt8(ascii: "}"),
            let metadataEnd = endOfObject(in: bytes, from: textHead.count)
        else { throw damaged }
        let payloadStart = metadataEnd + textMiddle.count
        guard payloadStart < bytes.count, bytes[metadataEnd..<payloadStart].elementsEqual(textMiddle) else {
            throw damaged
        }
        return Parts(metadata: bytes[textHead.count..<metadataEnd], payload: bytes[payloadStart..<(bytes.count - 1)])
    }

    private static func openBinary(_ bytes: [UInt8]) throws(CacheError) -> Parts {
        guard bytes.count >= binaryHeadCount else { throw damaged }
        let length = bytes[2..<binaryHeadCount].reduce(0) { $0 << 8 | Int($1) }
        let end = binaryHeadCount + length
        guard end <= bytes.count else { throw damaged }
        return Parts(metadata: bytes[binaryHeadCount..<end], payload: bytes[end...])
    }

    /// The index behind the JSON object that begins at `start`; nil when it does not end.
    package static func endOfObject(in bytes: [UInt8], from start: Int) -> Int? {
        var depth = 0
        var inString = false
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\") where inString: index += 1
            case UInt8(ascii: "\""): inString.toggle()
            case UInt8(ascii: "{") where !inString: depth += 1
            case UInt8(ascii: "}") where !inString:
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
            index += 1
        }
        return nil
    }

    private static var damaged: CacheError {
        CacheError(.decodingFailed, message: "the entry's envelope is damaged or of a newer version")
    }
}
