/// One small value for every slot of a table, without the checks of an array: slot numbers come from the table alone.
@safe
struct SlotArray<Element: BitwiseCopyable>: ~Copyable {
    private var elements: UnsafeMutablePointer<Element>
    private(set) var capacity = 0
    private let free: Element

    /// No room yet; new slots will hold `free`.
    init(free: Element) {
        self.free = free
        unsafe elements = UnsafeMutablePointer.allocate(capacity: 0)
    }

    deinit {
        unsafe elements.deallocate()
    }

    /// The value of a slot below ``capacity``.
    subscript(_ slot: UInt32) -> Element {
        @inline(__always)
        get {
            assert(slot < capacity)
            return unsafe elements[Int(slot)]
        }
        @inline(__always)
        set {
            assert(slot < capacity)
            unsafe elements[Int(slot)] = newValue
        }
    }

    /// Makes room for slots below `capacity`.
    mutating func grow(to capacity: Int) {
        guard capacity > self.capacity else { return }
        let grown = unsafe Self.allocate(capacity, free)
        unsafe grown.update(from: elements, count: self.capacity)
        unsafe replace(with: grown, capacity: capacity)
    }

    /// Gives every slot its new number; see ``SlotTable/compact()``.
    mutating func renumber(_ renumbering: SlotRenumbering) {
        let fresh = unsafe Self.allocate(renumbering.capacity, free)
        for old in 0..<UInt32(capacity) {
            if let new = renumbering[old] { unsafe fresh[Int(new)] = elements[Int(old)] }
        }
        unsafe replace(with: fresh, capacity: renumbering.capacity)
    }

    private mutating func replace(with other: UnsafeMutablePointer<Element>, capacity: Int) {
        unsafe elements.deallocate()
        unsafe elements = other
        self.capacity = capacity
    }

    private static func allocate(_ capacity: Int, _ free: Element) -> UnsafeMutablePointer<Element> {
        let elements = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        unsafe elements.initialize(repeating: free, count: capacity)
        return unsafe elements
    }
}
