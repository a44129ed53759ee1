/// The least recently used goes.
struct LRUSimulator: Simulator {
    private var queue: KeyQueues
    private let capacity: Int

    init(capacity: Int, keys: Int) {
        self.capacity = capacity
        queue = KeyQueues(1, keys: keys)
    }

    mutating func access(_ key: Int) -> Bool {
        let isHit = queue.queue(of: key) != nil
        if !isHit, queue.count(0) >= capacity { _ = queue.popLast(0) }
        queue.putFirst(key, in: 0)
        return isHit
    }
}
