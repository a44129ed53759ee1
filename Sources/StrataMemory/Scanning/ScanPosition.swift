internal import StrataCore

/// Where a scan goes on: a stripe and a slot in it, and under which numbering of the slots.
struct ScanPosition: Sendable {
    /// The stripe.
    var stripe = 0
    /// The next slot to look at.
    var slot = 0
    /// The stripe's numbering that ``slot`` belongs to; nil at the beginning of a stripe.
    var epoch: UInt32?

    /// The beginning.
    init() {}

    /// The beginning of the next stripe; nil after the last one.
    func nextStripe(of count: Int) -> ScanPosition? {
        guard stripe + 1 < count else { return nil }
        var next = ScanPosition()
        next.stripe = stripe + 1
        return next
    }

    /// Reads a cursor.
    ///
    /// - Throws: ``CacheError/Code/invalidArgument`` when it is not of this cache.
    init(_ cursor: ScanCursor, identity: UInt64, stripes: Int) throws(CacheError) {
        let words = cursor.bytes.count == 32 ? Self.words(of: cursor.bytes) : []
        guard
            words.count == 4, words[0] == identity,
            let stripe = Int(exactly: words[1]), stripe < stripes,
            let slot = Int(exactly: words[2])
        else {
            throw CacheError(.invalidArgument, backend: "memory", message: "the cursor is not of this cache")
        }
        self.stripe = stripe
        self.slot = slot
        epoch = UInt32(exactly: words[3])
    }

    /// The position as a caller keeps it.
    func cursor(identity: UInt64) -> ScanCursor {
        let words = [identity, UInt64(stripe), UInt64(slot), epoch.map(UInt64.init) ?? .max]
        return ScanCursor(words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) } })
    }

    private static func words(of bytes: [UInt8]) -> [UInt64] {
        stride(from: 0, to: bytes.count, by: 8).map { start in
            bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
    }
}
