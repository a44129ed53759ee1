/// A queue in one block of memory, which grows and is used again.
struct RingBuffer<Element> {
    private var storage: [Element?] = []
    private var head = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ element: Element) {
        if count == storage.count { grow() }
        storage[index(of: count)] = element
        count += 1
    }

    /// The first element, taken out; nil when there is none.
    @discardableResult
    mutating func popFirst() -> Element? {
        guard count > 0 else { return nil }
        let element = storage[head].take()
        head = (head + 1) & (storage.count - 1)
        count -= 1
        return element
    }

    /// The first element; nil when there is none.
    var first: Element? { self[0] }

    /// The element at `position`, counted from the first; nil when there is none. Changed in place.
    subscript(position: Int) -> Element? {
        get { isHeld(position) ? storage[index(of: position)] : nil }
        _modify {
            if isHeld(position) {
                yield &storage[index(of: position)]
            } else {
                var nothing: Element?
                yield &nothing
            }
        }
    }

    private func isHeld(_ position: Int) -> Bool { position >= 0 && position < count }

    private func index(of position: Int) -> Int { (head + position) & (storage.count - 1) }

    /// The sizes are powers of two.
    private mutating func grow() {
        var larger: [Element?] = []
        larger.reserveCapacity(max(16, storage.count * 2))
        for position in 0..<count { larger.append(self[position]) }
        while larger.count < max(16, storage.count * 2) { larger.append(nil) }
        storage = larger
        head = 0
    }
}
