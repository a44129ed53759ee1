/// What a slot has beside it when the cache weighs entries or lets them expire after access.
struct SlotSide: BitwiseCopyable {
    /// What the entry weighs.
    var weight: Int
    /// When the entry expires, however often it is read.
    var hardDeadline: Int64

    /// Of a free slot.
    static let free = SlotSide(weight: 0, hardDeadline: .max)
}
