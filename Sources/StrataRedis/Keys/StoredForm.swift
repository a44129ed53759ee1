import StrataCore

/// What the bytes under a key are to a reader.
///
/// A lease stands under the key of its entry, so that whatever replaces or removes the key voids it in the same step. Its
/// form: the mark ``StoredMark/lease``, the token (16 bytes), when the lease ends and when the entry behind it ends (15
/// digits each, milliseconds since 1970 of the server's clock), and the entry's bytes. Scripts write it; see ``RedisScript``.
enum StoredForm: Equatable {
    /// A lease alone.
    case absent
    /// An entry.
    case entry([UInt8])
    /// An entry behind a lease that outlasts it: only the server's clock says whether it is there.
    case undecided

    /// How many bytes stand before the entry.
    static let headCount = 48
    private static let none = Array("000000000000000".utf8)
    private static let withKey = Array("999999999999999".utf8)

    init(_ bytes: [UInt8]) {
        guard Self.isLease(bytes) else {
            self = .entry(bytes)
            return
        }
        let end = bytes[33..<Self.headCount]
        self =
            if end.elementsEqual(Self.none) {
                .absent
            } else if end.elementsEqual(Self.withKey) {
                .entry(Array(bytes[Self.headCount...]))
            } else {
                .undecided
            }
    }

    /// Whether `bytes`, or what they are the beginning of, stand behind a lease.
    static func isLease(_ bytes: [UInt8]) -> Bool {
        bytes.count >= headCount && bytes[0] == StoredMark.introducer && bytes[1] == StoredMark.lease.rawValue
    }

    /// Whether the first bytes under a key are those of a lease alone.
    static func isLeaseAlone(head: [UInt8]) -> Bool {
        isLease(head) && StoredForm(head) == .absent
    }
}
