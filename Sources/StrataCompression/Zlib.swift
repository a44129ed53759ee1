import CZlib

/// The zlib format (RFC 1950), by zlib.
enum Zlib {
    /// `head` and the compressed bytes behind it; nil when those take more than `room`.
    static func compress(_ original: [UInt8], behind head: [UInt8], room: Int, level: Int) -> [UInt8]? {
        var isSmaller = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: head.count + room) { buffer, count in
            _ = unsafe buffer.update(fromContentsOf: head)
            var length = uLongf(room)
            let target = unsafe buffer.baseAddress?.advanced(by: head.count)
            let status = unsafe compress2(
                target,
                &length,
                original,
                uLong(original.count),
                Int32(min(max(level, 1), 9))
            )
            isSmaller = status == Z_OK
            count = isSmaller ? head.count + Int(length) : 0
        }
        return isSmaller ? bytes : nil
    }

    /// The original of exactly `count` bytes; nil when the bytes are anything else.
    static func expand(_ compressed: ArraySlice<UInt8>, to count: Int) -> [UInt8]? {
        var isWhole = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            var length = uLongf(count)
            var consumed = uLong(compressed.count)
            let status = unsafe compressed.withUnsafeBufferPointer { source in
                unsafe uncompress2(buffer.baseAddress, &length, source.baseAddress, &consumed)
            }
            isWhole = status == Z_OK && Int(length) == count && Int(consumed) == compressed.count
            initialized = isWhole ? count : 0
        }
        return isWhole ? bytes : nil
    }
}
