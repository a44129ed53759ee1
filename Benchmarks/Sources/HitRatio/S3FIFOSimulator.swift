/// S3-FIFO (J. Yang et al., "FIFO Queues are All You Need for Cache Eviction", SOSP 2023): a small queue of 10 percent, a main
/// queue, and as many ghosts as the main queue holds; two reads in the small queue move an entry to the main one.
struct S3FIFOSimulator: Simulator {
    private enum Queue {
        static let small = 0
        static let main = 1
        static let ghost = 2
    }

    private var queues: KeyQueues
    private var reads: [UInt8]
    private let capacity: Int
    private let smallSize: Int

    init(capacity: Int, keys: Int) {
        self.capacity = capacity
        smallSize = max(1, capacity / 10)
        queues = KeyQueues(3, keys: keys)
        reads = Array(repeating: 0, count: keys)
    }

    mutating func access(_ key: Int) -> Bool {
        let queue = queues.queue(of: key)
        if let queue, queue != Queue.ghost {
            reads[key] = min(3, reads[key] + 1)
            return true
        }
        while queues.count(Queue.small) + queues.count(Queue.main) >= capacity { evict() }
        reads[key] = 0
        queues.putFirst(key, in: queue == Queue.ghost ? Queue.main : Queue.small)
        return false
    }

    private mutating func evict() {
        if queues.count(Queue.small) >= smallSize || queues.count(Queue.main) == 0 {
            evictSmall()
        } else {
            evictMain()
        }
    }

    private mutating func evictSmall() {
        while let key = queues.last(Queue.small) {
            guard reads[key] > 1 else {
                queues.putFirst(key, in: Queue.ghost)
                if queues.count(Queue.ghost) > capacity - smallSize { _ = queues.popLast(Queue.ghost) }
                return
            }
            reads[key] = 0
            queues.putFirst(key, in: Queue.main)
            if queues.count(Queue.main) > capacity - smallSize { return evictMain() }
        }
    }

    private mutating func evictMain() {
        while let key = queues.last(Queue.main) {
            guard reads[key] > 0 else { return queues.remove(key) }
            reads[key] -= 1
            queues.putFirst(key, in: Queue.main)
        }
    }
}
