public import StrataCore

/// Makes what another codec writes smaller.
///
/// Bytes below ``threshold``, and bytes that compression does not make smaller, are stored as the other codec wrote them; so
/// are those above ``maximumSize``. Everything else is stored in a frame that names its algorithm, so that entries written
/// with another algorithm, another threshold or no compression at all are read as well.
///
/// Raw `Data` and `[UInt8]` are compressed too. Around encryption use it inside: encrypted bytes do not get smaller.
public struct CompressingCodec<Base: CacheCodec>: CacheCodec {
    /// The codec whose bytes are compressed.
    public let base: Base
    /// How new entries are compressed.
    public let algorithm: CompressionAlgorithm
    /// The smallest number of bytes that are compressed.
    public let threshold: Int
    /// The largest number of bytes that a compressed entry may expand to.
    public let maximumSize: Int

    /// Creates the codec.
    ///
    /// - Parameters:
    ///   - base: The codec whose bytes are compressed.
    ///   - algorithm: How new entries are compressed; zlib at level 6 by default.
    ///   - threshold: The smallest number of bytes that are compressed, 1024 by default; a negative one is zero.
    ///   - maximumSize: The largest number of bytes that a compressed entry may expand to, 64 MiB by default and never
    ///     more than 4 GiB. It bounds what a damaged or hostile entry can cost: one that claims more is refused before
    ///     any memory is taken. Choose it the same wherever the entries are read.
    public init(
        _ base: Base,
        algorithm: CompressionAlgorithm = .zlib(),
        threshold: Int = 1024,
        maximumSize: Int = 64 << 20
    ) {
        self.base = base
        self.algorithm = algorithm
        self.threshold = max(0, threshold)
        self.maximumSize = min(max(0, maximumSize), CompressedFrame.longestOriginal)
    }

    /// The bytes of the other codec, compressed where that makes them smaller. O(n).
    public func encode<Value: CacheValue>(_ value: Value) throws(CacheError) -> [UInt8] {
        let original = try base.encode(value)
        if original.count >= threshold, original.count <= maximumSize, let frame = compress(original) { return frame }
        guard CompressedFrame.begins(original) else { return original }
        guard original.count <= CompressedFrame.longestOriginal else {
            throw CacheError(.encodingFailed, message: "the entry is longer than 4 GiB")
        }
        return CompressedFrame.head(.stored, originalCount: original.count, reserving: original.count) + original
    }

    /// The value of a compressed entry, or of one that the other codec wrote. O(n).
    ///
    /// - Throws: ``/StrataCore/CacheError/Code/decodingFailed`` when the compressed bytes are damaged or would expand to
    ///   more than ``maximumSize``; whatever the other codec throws.
    public func decode<Value: CacheValue>(_ type: Value.Type, from bytes: [UInt8]) throws(CacheError) -> Value {
        guard CompressedFrame.begins(bytes) else { return try base.decode(type, from: bytes) }
        guard let original = expand(bytes) else {
            throw CacheError(.decodingFailed, message: "the compressed entry is damaged or too large")
        }
        return try base.decode(type, from: original)
    }

    /// A frame around the compressed bytes; nil when that is not smaller.
    private func compress(_ original: [UInt8]) -> [UInt8]? {
        let room = original.count - CompressedFrame.headCount - 1
        guard room > 0 else { return nil }
        let head = CompressedFrame.head(algorithm.form, originalCount: original.count, reserving: room)
        return switch algorithm {
        case .zlib(let level): Zlib.compress(original, behind: head, room: room, level: level)
        case .lz4: LZ4.compress(original, behind: head, room: room)
        }
    }

    private func expand(_ bytes: [UInt8]) -> [UInt8]? {
        guard let frame = CompressedFrame(bytes) else { return nil }
        let count = frame.originalCount
        if frame.form == .stored { return count == frame.payload.count ? Array(frame.payload) : nil }
        guard count <= maximumSize, count / frame.form.greatestRatio <= frame.payload.count else { return nil }
        return frame.form == .zlib
            ? Zlib.expand(frame.payload, to: count)
            : LZ4.expand(frame.payload, to: count)
    }
}
