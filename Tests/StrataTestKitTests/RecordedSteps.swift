import Synchronization

/// What tasks did, in order.
final class RecordedSteps: Sendable {
    private let list = Mutex<[String]>([])

    var steps: [String] { list.withLock { $0 } }

    func add(_ step: String) {
        list.withLock { $0.append(step) }
    }
}
