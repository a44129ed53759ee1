/// ARC (N. Megiddo, D. Modha, "ARC: A Self-Tuning, Low Overhead Replacement Cache", FAST 2003).
struct ARCSimulator: Simulator {
    private enum Queue {
        static let recent = 0
        static let frequent = 1
        static let recentGhosts = 2
        static let frequentGhosts = 3
    }

    private var queues: KeyQueues
    private var target = 0.0
    private let capacity: Int

    init(capacity: Int, keys: Int) {
        self.capacity = capacity
        queues = KeyQueues(4, keys: keys)
    }

    mutating func access(_ key: Int) -> Bool {
        switch queues.queue(of: key) {
        case Queue.recent, Queue.frequent:
            queues.putFirst(key, in: Queue.frequent)
            return true
        case Queue.recentGhosts:
            let ratio = Double(queues.count(Queue.frequentGhosts)) / Double(queues.count(Queue.recentGhosts))
            target = min(Double(capacity), target + max(1, ratio))
            replace(forFrequentGhost: false)
            queues.putFirst(key, in: Queue.frequent)
        case Queue.frequentGhosts:
            let ratio = Double(queues.count(Queue.recentGhosts)) / Double(queues.count(Queue.frequentGhosts))
            target = max(0, target - max(1, ratio))
            replace(forFrequentGhost: true)
            queues.putFirst(key, in: Queue.frequent)
        default:
            makeRoom()
            queues.putFirst(key, in: Queue.recent)
        }
        return false
    }

    private mutating func makeRoom() {
        let seenOnce = queues.count(Queue.recent) + queues.count(Queue.recentGhosts)
        let all = (0..<4).reduce(0) { $0 + queues.count($1) }
        if seenOnce == capacity {
            if queues.count(Queue.recent) < capacity {
                _ = queues.popLast(Queue.recentGhosts)
                replace(forFrequentGhost: false)
            } else {
                _ = queues.popLast(Queue.recent)
            }
        } else if all >= capacity {
            if all == 2 * capacity { _ = queues.popLast(Queue.frequentGhosts) }
            replace(forFrequentGhost: false)
        }
    }

    private mutating func replace(forFrequentGhost: Bool) {
        let recent = Double(queues.count(Queue.recent))
        if recent > 0, recent > target || (forFrequentGhost && recent == target) {
            if let key = queues.last(Queue.recent) { queues.putFirst(key, in: Queue.recentGhosts) }
        } else if let key = queues.last(Queue.frequent) {
            queues.putFirst(key, in: Queue.frequentGhosts)
        }
    }
}
