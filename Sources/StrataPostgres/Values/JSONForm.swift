import StrataCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How the bytes that a codec made stand in a `jsonb` column, and back.
///
/// Plain JSON stands as it is, for others to read, and an envelope of metadata too:
/// `{"$strata": 1, "m": {…}, "v": …}`. JSON that has one of our names in it stands in an envelope without metadata.
/// Everything else, and JSON that `jsonb` cannot hold, is `{"$bytes": "<base64>"}`.
enum JSONForm {
    private static let bytesHead = Array(#"{"$bytes": ""#.utf8)
    private static let bytesTail = Array(#""}"#.utf8)
    // `jsonb` orders names by their length first.
    private static let envelopeHead = Array(#"{"m": "#.utf8)
    private static let envelopeMiddle = Array(#", "v": "#.utf8)
    private static let envelopeTail = Array(#", "$strata": 1}"#.utf8)

    /// The JSON to store.
    ///
    /// - Parameters:
    ///   - bytes: What the codec made, in an envelope where there is metadata.
    ///   - isText: Whether they are JSON.
    static func encode(_ bytes: [UInt8], isText: Bool) -> [UInt8] {
        guard isText, bytes.first != StoredMark.introducer else { return wrapped(bytes) }
        let scan = JSONScan(bytes)
        if scan.isLossy { return wrapped(bytes) }
        if scan.mayLookReserved, !bytes.starts(with: EntryEnvelope.textIntroducer) {
            return EntryEnvelope.text(metadata: Array("{}".utf8), payload: bytes)
        }
        return bytes
    }

    /// Raw bytes, such as a token.
    static func encode(raw bytes: [UInt8]) -> [UInt8] {
        wrapped(RawBytes.encode(bytes) ?? bytes)
    }

    /// What the codec made, of the text that the server gave.
    ///
    /// - Throws: ``CacheError/Code/decodingFailed`` for a form that is damaged.
    static func decode(_ text: [UInt8]) throws(CacheError) -> [UInt8] {
        if text.starts(with: bytesHead), text.hasSuffix(bytesTail) { return try unwrapped(text) }
        guard text.starts(with: envelopeHead), text.hasSuffix(envelopeTail) else { return text }
        guard let end = EntryEnvelope.endOfObject(in: text, from: envelopeHead.count) else { throw damaged }
        let start = end + envelopeMiddle.count
        let payloadEnd = text.count - envelopeTail.count
        guard start <= payloadEnd, text[end..<start].elementsEqual(envelopeMiddle) else { throw damaged }
        return EntryEnvelope.text(
            metadata: Array(text[envelopeHead.count..<end]),
            payload: Array(text[start..<payloadEnd])
        )
    }

    private static func wrapped(_ bytes: [UInt8]) -> [UInt8] {
        bytesHead + [UInt8](Data(bytes).base64EncodedData()) + bytesTail
    }

    private static func unwrapped(_ text: [UInt8]) throws(CacheError) -> [UInt8] {
        let base64 = text[bytesHead.count..<(text.count - bytesTail.count)]
        guard let bytes = Data(base64Encoded: Data(base64)) else { throw damaged }
        return [UInt8](bytes)
    }

    private static var damaged: CacheError {
        CacheError(.decodingFailed, backend: "postgres", message: "the entry's form is damaged")
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
    }
}
