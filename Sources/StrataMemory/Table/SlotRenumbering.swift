/// The new number of every slot after a table was compacted.
struct SlotRenumbering {
    private static let none = UInt32.max

    private var numbers: [UInt32]
    /// How many slots there are afterwards.
    let capacity: Int

    /// No slot has a new number yet.
    init(from old: Int, to capacity: Int) {
        numbers = Array(repeating: Self.none, count: old)
        self.capacity = capacity
    }

    /// The new number of a slot; nil when it held no entry.
    subscript(_ old: UInt32) -> UInt32? {
        get {
            guard Int(old) < numbers.count, numbers[Int(old)] != Self.none else { return nil }
            return numbers[Int(old)]
        }
        set { numbers[Int(old)] = newValue ?? Self.none }
    }
}
