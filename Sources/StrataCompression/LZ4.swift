import CLZ4

/// The LZ4 frame format, by liblz4, with the checksum of the content: the bare block format does not notice damage.
enum LZ4 {
    /// `head` and the compressed bytes behind it; nil when those take more than `room`.
    static func compress(_ original: [UInt8], behind head: [UInt8], room: Int) -> [UInt8]? {
        var preferences = LZ4F_preferences_t()
        preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled
        // The library wants room for the worst case before it begins.
        let bound = unsafe LZ4F_compressFrameBound(original.count, &preferences)
        var length = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: head.count + bound) { buffer, count in
            _ = unsafe buffer.update(fromContentsOf: head)
            let target = unsafe buffer.baseAddress?.advanced(by: head.count)
            let written = unsafe LZ4F_compressFrame(target, bound, original, original.count, &preferences)
            guard LZ4F_isError(written) == 0, written <= room else { return }
            length = head.count + written
            count = length
        }
        // A copy of the right size, so that the room for the worst case is given back.
        return length > 0 ? Array(bytes[...]) : nil
    }

    /// The original of exactly `count` bytes; nil when the bytes are anything else.
    static func expand(_ compressed: ArraySlice<UInt8>, to count: Int) -> [UInt8]? {
        var context: OpaquePointer?
        let failure = unsafe LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))
        guard LZ4F_isError(failure) == 0 else { return nil }
        defer { unsafe _ = LZ4F_freeDecompressionContext(context) }
        var isWhole = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            isWhole = unsafe compressed.withUnsafeBytes { unsafe expand($0, into: buffer, context) }
            initialized = isWhole ? count : 0
        }
        return isWhole ? bytes : nil
    }

    /// Fills `target`; false unless the frame ends exactly where both end.
    private static func expand(
        _ source: UnsafeRawBufferPointer,
        into target: UnsafeMutableBufferPointer<UInt8>,
        _ context: OpaquePointer?
    ) -> Bool {
        var read = 0
        var written = 0
        while true {
            var room = target.count - written
            var rest = source.count - read
            let hint = unsafe LZ4F_decompress(
                context,
                target.baseAddress?.advanced(by: written),
                &room,
                source.baseAddress?.advanced(by: read),
                &rest,
                nil
            )
            read += rest
            written += room
            if hint == 0 { return read == source.count && written == target.count }
            guard LZ4F_isError(hint) == 0, rest > 0 || room > 0 else { return false }
        }
    }
}
