extension Gate {
    /// Who waits at a gate. Each method hands out those who are to go on; they are resumed outside of the lock.
    struct State {
        typealias Visitor = CheckedContinuation<Void, any Error>

        var isOpen: Bool
        private(set) var arrivals = 0
        private var lastTicket = 0
        private var held: [Int: Visitor] = [:]
        private var watchers: [Int: (count: Int, visitor: Visitor)] = [:]

        init(isOpen: Bool) {
            self.isOpen = isOpen
        }

        mutating func draw() -> Int {
            lastTicket += 1
            return lastTicket
        }

        mutating func open() -> [Visitor] {
            isOpen = true
            defer { held = [:] }
            return Array(held.values)
        }

        mutating func arrive(_ ticket: Int, _ visitor: Visitor) -> [Visitor] {
            arrivals += 1
            let satisfied = watchers.filter { $0.value.count <= arrivals }
            for ticket in satisfied.keys { watchers[ticket] = nil }
            let released = satisfied.values.map(\.visitor)
            if isOpen { return released + [visitor] }
            held[ticket] = visitor
            return released
        }

        mutating func watch(for count: Int, _ ticket: Int, _ visitor: Visitor) -> [Visitor] {
            if count <= arrivals { return [visitor] }
            watchers[ticket] = (count, visitor)
            return []
        }

        mutating func leave(_ ticket: Int) -> Visitor? {
            held.removeValue(forKey: ticket) ?? watchers.removeValue(forKey: ticket)?.visitor
        }
    }
}
