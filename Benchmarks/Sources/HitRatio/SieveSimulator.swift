/// SIEVE (Y. Zhang et al., "SIEVE is Simpler than LRU", NSDI 2024).
struct SieveSimulator: Simulator {
    private var queue: KeyQueues
    private var visited: [Bool]
    private var hand: Int?
    private let capacity: Int

    init(capacity: Int, keys: Int) {
        self.capacity = capacity
        queue = KeyQueues(1, keys: keys)
        visited = Array(repeating: false, count: keys)
    }

    mutating func access(_ key: Int) -> Bool {
        if queue.queue(of: key) != nil {
            visited[key] = true
            return true
        }
        if queue.count(0) >= capacity { evict() }
        visited[key] = false
        queue.putFirst(key, in: 0)
        return false
    }

    private mutating func evict() {
        var candidate = hand ?? queue.last(0)
        while let key = candidate, visited[key] {
            visited[key] = false
            candidate = queue.before(key) ?? queue.last(0)
        }
        guard let victim = candidate else { return }
        hand = queue.before(victim)
        queue.remove(victim)
    }
}
