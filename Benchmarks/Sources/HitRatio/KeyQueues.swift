/// Doubly linked queues of keys; a key is in one of them at most.
struct KeyQueues {
    private var next: [Int]
    private var previous: [Int]
    private var queues: [Int]
    private var counts: [Int]
    private let keys: Int

    /// Empty queues, numbered from 0, for keys below `keys`.
    init(_ count: Int, keys: Int) {
        self.keys = keys
        next = Array(0..<keys + count)
        previous = next
        queues = Array(repeating: -1, count: keys)
        counts = Array(repeating: 0, count: count)
    }

    /// The queue that a key is in; nil when it is in none.
    func queue(of key: Int) -> Int? { queues[key] < 0 ? nil : queues[key] }

    /// How many keys are in a queue.
    func count(_ queue: Int) -> Int { counts[queue] }

    /// The key at the end of a queue; nil when it is empty.
    func last(_ queue: Int) -> Int? { key(previous[keys + queue]) }

    /// The key before this one; nil for the first one.
    func before(_ key: Int) -> Int? { self.key(previous[key]) }

    /// Puts a key in front of a queue, wherever it was.
    mutating func putFirst(_ key: Int, in queue: Int) {
        remove(key)
        let head = keys + queue
        next[key] = next[head]
        previous[key] = head
        previous[next[head]] = key
        next[head] = key
        queues[key] = queue
        counts[queue] += 1
    }

    /// Takes a key out of its queue, if it is in any.
    mutating func remove(_ key: Int) {
        guard queues[key] >= 0 else { return }
        next[previous[key]] = next[key]
        previous[next[key]] = previous[key]
        counts[queues[key]] -= 1
        queues[key] = -1
    }

    /// Takes the last key out of a queue.
    mutating func popLast(_ queue: Int) -> Int? {
        guard let key = last(queue) else { return nil }
        remove(key)
        return key
    }

    private func key(_ node: Int) -> Int? { node < keys ? node : nil }
}
