import Synchronization

/// A list that many tasks write to.
final class Record<Element: Sendable>: Sendable {
    private let elements = Mutex<[Element]>([])

    var all: [Element] {
        elements.withLock { $0 }
    }

    func append(_ element: Element) {
        elements.withLock { $0.append(element) }
    }

    func removeAll() {
        elements.withLock { $0 = [] }
    }
}
