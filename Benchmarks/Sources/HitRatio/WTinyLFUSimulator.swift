/// W-TinyLFU (G. Einziger, R. Friedman, B. Manes, 2017) with a fixed window of 1 percent and a main part of which 80 percent
/// are protected. Frequencies are exact up to 15 and halved every ten times the capacity.
struct WTinyLFUSimulator: Simulator {
    private enum Queue {
        static let window = 0
        static let probation = 1
        static let protected = 2
    }

    private var queues: KeyQueues
    private var frequencies: [UInt8]
    private var additions = 0
    private let capacity: Int
    private let windowSize: Int
    private let protectedSize: Int

    init(capacity: Int, keys: Int) {
        self.capacity = capacity
        windowSize = max(1, capacity / 100)
        protectedSize = (capacity - windowSize) * 8 / 10
        queues = KeyQueues(3, keys: keys)
        frequencies = Array(repeating: 0, count: keys)
    }

    mutating func access(_ key: Int) -> Bool {
        count(key)
        switch queues.queue(of: key) {
        case Queue.window:
            queues.putFirst(key, in: Queue.window)
        case Queue.probation, Queue.protected:
            queues.putFirst(key, in: Queue.protected)
            if queues.count(Queue.protected) > protectedSize, let last = queues.last(Queue.protected) {
                queues.putFirst(last, in: Queue.probation)
            }
        default:
            queues.putFirst(key, in: Queue.window)
            if queues.count(Queue.window) > windowSize { leaveWindow() }
            return false
        }
        return true
    }

    private mutating func leaveWindow() {
        guard let candidate = queues.last(Queue.window) else { return }
        let mainCount = queues.count(Queue.probation) + queues.count(Queue.protected)
        guard mainCount >= capacity - windowSize else { return queues.putFirst(candidate, in: Queue.probation) }
        guard let victim = queues.last(Queue.probation) ?? queues.last(Queue.protected) else {
            return queues.remove(candidate)
        }
        if frequencies[candidate] > frequencies[victim] {
            queues.remove(victim)
            queues.putFirst(candidate, in: Queue.probation)
        } else {
            queues.remove(candidate)
        }
    }

    private mutating func count(_ key: Int) {
        guard frequencies[key] < 15 else { return }
        frequencies[key] += 1
        additions += 1
        guard additions >= capacity * 10 else { return }
        for index in frequencies.indices { frequencies[index] /= 2 }
        additions /= 2
    }
}
