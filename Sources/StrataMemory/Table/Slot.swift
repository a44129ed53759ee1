/// One place in the table: 64 bytes, a line of the processor's cache.
struct Slot {
    /// The key; none while the slot is free, with the number of the next free one.
    var key: PackedKey
    /// When the entry expires, in nanoseconds of the cache's clock; `Int64.max` for never. A free slot keeps what it
    /// had.
    var deadline: Int64
    /// The value; `()` while the slot is free.
    var value: any Sendable

    /// A slot that was never used.
    static var free: Slot { Slot(key: .none(0), deadline: .max, value: ()) }
}
