import StrataCore
import StrataTestKit
import Synchronization

/// What several reference caches share: namespaces behind one lock, and a clock.
final class ReferenceStorage: Sendable {
    let clock: ManualClock
    private let spaces = Mutex<[String: ReferenceSpace]>([:])

    init(clock: ManualClock) {
        self.clock = clock
    }

    /// Calls `body` with one namespace and the time, while nobody else touches the storage.
    func perform<Outcome: Sendable>(
        in namespace: String,
        _ defect: Defect?,
        _ body: (inout ReferenceSpace, Int64) throws(CacheError) -> Outcome
    ) throws(CacheError) -> Outcome {
        let now = clock.milliseconds()
        return try spaces.withLock { (spaces) throws(CacheError) in
            try body(&spaces[namespace, default: ReferenceSpace(defect: defect)], now)
        }
    }

    /// Calls `body` with every namespace whose name begins with `prefix`.
    func forEach(beginningWith prefix: String, _ body: (inout ReferenceSpace) -> Void) {
        spaces.withLock { spaces in
            for name in spaces.keys where name.hasPrefix(prefix) {
                body(&spaces[name, default: ReferenceSpace(defect: nil)])
            }
        }
    }
}
