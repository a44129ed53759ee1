import Synchronization

/// The baseline: a dictionary behind one lock. It holds the most popular keys, never evicts, expires or counts, and takes no
/// others in.
final class MutexDictionary<Value: Sendable>: Subject {
    private let values = Mutex<[String: Value]>([:])

    func preload(_ key: String, _ value: Value) {
        values.withLock { $0[key] = value }
    }

    @inline(__always)
    func get(_ key: String) -> Value? {
        values.withLock { $0[key] }
    }

    @inline(__always)
    func set(_ key: String, _ value: Value) {
        values.withLock { values in
            guard let index = values.index(forKey: key) else { return }
            values.values[index] = value
        }
    }
}
