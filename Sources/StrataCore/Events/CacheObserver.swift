/// Who is told what happens in a cache.
public protocol CacheObserver: Sendable {
    /// Takes note of an event. Called on the path of the operation: return soon and do not wait.
    func record(_ event: CacheEvent)
}

/// An observer that calls a function.
public struct ClosureObserver: CacheObserver {
    private let body: @Sendable (CacheEvent) -> Void

    /// Creates an observer that calls `body` for every event.
    public init(_ body: @escaping @Sendable (CacheEvent) -> Void) {
        self.body = body
    }

    /// Calls the function.
    public func record(_ event: CacheEvent) {
        body(event)
    }
}
