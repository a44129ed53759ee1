/// What the policy knows of one entry, in one byte: its segment, how often it was read since it was last looked at (up to
/// three times), whether it was ever protected, and whether a rivalry may be open.
struct SlotMark: BitwiseCopyable {
    /// The parts of the cache.
    enum Segment: Int, CaseIterable {
        /// Where newcomers prove themselves.
        case window
        /// The main part, before a second proof.
        case probation
        /// The main part, after it.
        case protected
    }

    private static let readMask: UInt8 = 3
    private static let segmentShift: UInt8 = 2
    private static let segmentMask: UInt8 = 3 << segmentShift
    private static let protectedBit: UInt8 = 64
    private static let rivalBit: UInt8 = 128

    private var bits: UInt8

    /// Of an entry that was not read yet.
    init(_ segment: Segment) {
        bits = UInt8(segment.rawValue) << Self.segmentShift
    }

    /// Where the entry is.
    var segment: Segment {
        get { Segment(rawValue: Int(bits & Self.segmentMask) >> Int(Self.segmentShift)) ?? .window }
        set {
            bits = bits & ~Self.segmentMask | UInt8(newValue.rawValue) << Self.segmentShift
            if newValue == .protected { bits |= Self.protectedBit }
        }
    }

    /// Whether the entry was ever in the protected segment.
    var wasProtected: Bool { bits & Self.protectedBit != 0 }

    /// How often the entry was read since it was last looked at, up to three times.
    @inline(__always)
    var reads: Int { Int(bits & Self.readMask) }

    /// Whether a rivalry may be open.
    @inline(__always)
    var mayHaveRival: Bool {
        get { bits & Self.rivalBit != 0 }
        set { bits = newValue ? bits | Self.rivalBit : bits & ~Self.rivalBit }
    }

    /// Counts a read.
    @inline(__always)
    mutating func countRead() {
        if bits & Self.readMask != Self.readMask { bits += 1 }
    }

    /// Begins counting reads anew.
    mutating func forgetReads() { bits &= ~Self.readMask }
}
