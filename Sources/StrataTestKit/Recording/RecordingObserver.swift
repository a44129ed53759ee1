public import StrataCore

/// An observer that keeps all events, in the order in which they came.
public final class RecordingObserver: CacheObserver {
    private let log = Record<CacheEvent>()

    /// Creates an observer that has seen nothing.
    public init() {}

    /// Keeps an event.
    public func record(_ event: CacheEvent) {
        log.append(event)
    }

    /// All events so far.
    public var events: [CacheEvent] { log.all }

    /// How many keys the events of a kind were about, all together.
    public func count(of kind: CacheEvent.Kind) -> Int {
        events.reduce(0) { $1.kind == kind ? $0 + $1.count : $0 }
    }

    /// Forgets all events.
    public func removeAll() {
        log.removeAll()
    }
}
