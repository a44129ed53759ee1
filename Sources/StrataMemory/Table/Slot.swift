/// One place in the table: 64 bytes, a line of the processor's cache.
struct Slot {
    /// The key; ``PackedKey/none`` while the slot is free.
    var key: PackedKey
    /// When the entry expires, in nanoseconds of the cache's clock; `Int64.max` for never.
    var deadline: Int64
    /// The value; `()` while the slot is free.
    var value: any Sendable

    /// A free slot.
    static var free: Slot { Slot(key: .none, deadline: .max, value: ()) }
}
