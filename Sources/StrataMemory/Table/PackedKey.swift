/// A key in three words, so that a short one lies in its slot and is compared without following a pointer.
///
/// Up to ``longestInline`` bytes: the bytes in little-endian order, padded with zeros, and their number in the last byte.
/// Longer: a part of the hash, the length, and a last byte of 255; the bytes themselves then lie elsewhere.
struct PackedKey: Equatable, BitwiseCopyable {
    /// The longest key that is held inline, in bytes.
    static let longestInline = 23

    private static let lengthShift: UInt64 = 56
    private static let longMark: UInt64 = 255 << lengthShift

    let first: UInt64
    let second: UInt64
    let third: UInt64

    private init(first: UInt64, second: UInt64, third: UInt64) {
        self.first = first
        self.second = second
        self.third = third
    }

    /// No key, with a number to remember; equal to no key's form, because an empty key is refused before it comes here.
    static func none(_ number: UInt32) -> PackedKey { PackedKey(first: UInt64(number), second: 0, third: 0) }

    /// Packs a key of at most ``longestInline`` bytes.
    @inline(__always)
    init(short bytes: UnsafeBufferPointer<UInt8>) {
        let raw = UnsafeRawBufferPointer(bytes)
        let count = bytes.count
        let length = UInt64(truncatingIfNeeded: count) << Self.lengthShift
        if count >= 16 {
            let tail = unsafe Self.tail(of: raw, count: count - 16)
            unsafe self.init(first: raw.word(at: 0), second: raw.word(at: 8), third: tail | length)
        } else if count >= 8 {
            unsafe self.init(first: raw.word(at: 0), second: Self.tail(of: raw, count: count - 8), third: length)
        } else {
            unsafe self.init(first: raw.partialWord(count: count), second: 0, third: length)
        }
    }

    /// Stands for a key of more than ``longestInline`` bytes.
    init(longOfCount count: Int, hash: UInt64) {
        self.init(
            first: hash,
            second: UInt64(truncatingIfNeeded: count),
            third: Self.longMark
        )
    }

    /// Whether the bytes lie elsewhere.
    @inline(__always)
    var isLong: Bool { third >= Self.longMark }

    /// Whether this is no key at all.
    @inline(__always)
    var isNone: Bool { third == 0 }

    /// The number of bytes of the key.
    var count: Int {
        isLong ? Int(truncatingIfNeeded: second) : Int(truncatingIfNeeded: third >> Self.lengthShift)
    }

    /// Calls `body` with the bytes of a key that is held inline.
    func withInlineBytes<Outcome>(_ body: (UnsafeBufferPointer<UInt8>) -> Outcome) -> Outcome {
        unsafe withUnsafeBytes(of: (first.littleEndian, second.littleEndian, third.littleEndian)) { raw in
            unsafe body(UnsafeBufferPointer(rebasing: raw.assumingMemoryBound(to: UInt8.self)[..<count]))
        }
    }

    /// The last `count` bytes of a buffer of at least 8, as the low bytes of a word.
    @inline(__always)
    private static func tail(of raw: UnsafeRawBufferPointer, count: Int) -> UInt64 {
        guard count > 0 else { return 0 }
        return unsafe raw.word(at: raw.count - 8) >> UInt64(truncatingIfNeeded: 64 - 8 * count)
    }
}
