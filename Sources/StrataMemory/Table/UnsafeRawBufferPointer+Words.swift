extension UnsafeRawBufferPointer {
    /// The eight bytes from `offset` on, in little-endian order. There must be as many.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafe loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The first `count` bytes, at most 7 and at least none, as the low bytes of a word.
    @inline(__always)
    func partialWord(count: Int) -> UInt64 {
        if count >= 4 {
            let low = UInt64(UInt32(littleEndian: unsafe loadUnaligned(fromByteOffset: 0, as: UInt32.self)))
            let high = UInt64(UInt32(littleEndian: unsafe loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)))
            return low | high << UInt64(truncatingIfNeeded: 8 * (count - 4))
        }
        guard count > 0 else { return 0 }
        let first = UInt64(unsafe self[0])
        let middle = UInt64(unsafe self[count / 2]) << UInt64(truncatingIfNeeded: 8 * (count / 2))
        let last = UInt64(unsafe self[count - 1]) << UInt64(truncatingIfNeeded: 8 * (count - 1))
        return first | middle | last
    }
}
