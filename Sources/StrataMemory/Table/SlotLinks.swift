/// Circular doubly linked lists through slots, in one array. Each list begins and ends at a sentinel of its own.
///
/// A slot is in at most one list. All operations but growing and renumbering are O(1).
@safe
struct SlotLinks: ~Copyable {
    /// The neighbours of one node.
    private struct Node: BitwiseCopyable {
        var next: UInt32
        var previous: UInt32
    }

    private var nodes: UnsafeMutablePointer<Node>
    private var capacity: Int
    private let lists: Int

    /// `lists` empty lists, and no room for slots yet.
    init(lists: Int) {
        self.lists = lists
        capacity = 0
        unsafe nodes = Self.allocate(lists)
    }

    deinit {
        unsafe nodes.deallocate()
    }

    /// Makes room for slots below `capacity`; new ones are in no list.
    mutating func grow(to capacity: Int) {
        guard capacity > self.capacity else { return }
        let grown = unsafe Self.allocate(lists + capacity)
        unsafe grown.update(from: nodes, count: lists + self.capacity)
        unsafe nodes.deallocate()
        unsafe nodes = grown
        self.capacity = capacity
    }

    /// Whether a list has no slot.
    func isEmpty(_ list: Int) -> Bool { unsafe nodes[list].next == UInt32(list) }

    /// The first slot of a list; nil when it is empty.
    @inline(__always)
    func first(_ list: Int) -> UInt32? { slot(unsafe nodes[list].next) }

    /// The last slot of a list; nil when it is empty.
    @inline(__always)
    func last(_ list: Int) -> UInt32? { slot(unsafe nodes[list].previous) }

    /// The slot before this one in its list; nil for the first one.
    @inline(__always)
    func before(_ slot: UInt32) -> UInt32? { self.slot(unsafe nodes[node(slot)].previous) }

    /// Whether the slot is in any list.
    func isLinked(_ slot: UInt32) -> Bool { unsafe nodes[node(slot)].next != UInt32(node(slot)) }

    /// Puts a slot that is in no list in front of a list.
    @inline(__always)
    mutating func prepend(_ slot: UInt32, to list: Int) {
        let node = node(slot)
        let next = unsafe nodes[list].next
        unsafe nodes[node] = Node(next: next, previous: UInt32(list))
        unsafe nodes[Int(next)].previous = UInt32(node)
        unsafe nodes[list].next = UInt32(node)
    }

    /// Takes a slot out of its list, if it is in any.
    @inline(__always)
    mutating func unlink(_ slot: UInt32) {
        let node = node(slot)
        let links = unsafe nodes[node]
        unsafe nodes[Int(links.previous)].next = links.next
        unsafe nodes[Int(links.next)].previous = links.previous
        unsafe nodes[node] = Node(next: UInt32(node), previous: UInt32(node))
    }

    /// Moves all slots of one list to the end of another.
    mutating func splice(_ source: Int, to target: Int) {
        guard !isEmpty(source) else { return }
        let links = unsafe nodes[source]
        let last = unsafe nodes[target].previous
        unsafe nodes[Int(last)].next = links.next
        unsafe nodes[Int(links.next)].previous = last
        unsafe nodes[Int(links.previous)].next = UInt32(target)
        unsafe nodes[target].previous = links.previous
        unsafe nodes[source] = Node(next: UInt32(source), previous: UInt32(source))
    }

    /// Gives every slot its new number.
    mutating func renumber(_ renumbering: SlotRenumbering) {
        let fresh = unsafe Self.allocate(lists + renumbering.capacity)
        for old in 0..<UInt32(lists + capacity) {
            let links = unsafe nodes[Int(old)]
            guard let node = renumbered(old, renumbering), Int(old) < lists || links.next != old else { continue }
            unsafe fresh[Int(node)] = Node(
                next: renumbered(links.next, renumbering) ?? node,
                previous: renumbered(links.previous, renumbering) ?? node
            )
        }
        unsafe nodes.deallocate()
        unsafe nodes = fresh
        capacity = renumbering.capacity
    }

    private func renumbered(_ node: UInt32, _ renumbering: SlotRenumbering) -> UInt32? {
        guard let slot = slot(node) else { return node }
        return renumbering[slot].map { UInt32(self.node($0)) }
    }

    @inline(__always)
    private func node(_ slot: UInt32) -> Int { Int(slot) + lists }

    @inline(__always)
    private func slot(_ node: UInt32) -> UInt32? { Int(node) < lists ? nil : node - UInt32(lists) }

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Node> {
        let nodes = UnsafeMutablePointer<Node>.allocate(capacity: count)
        for node in 0..<count {
            unsafe (nodes + node).initialize(to: Node(next: UInt32(node), previous: UInt32(node)))
        }
        return unsafe nodes
    }
}
