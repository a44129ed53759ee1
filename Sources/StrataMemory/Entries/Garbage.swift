/// Values that left the cache under a lock and are let go of outside of it, for their `deinit` may call the cache.
struct Garbage {
    private var first: (any Sendable)?
    private var others: [any Sendable] = []

    /// Nothing yet.
    init() {}

    /// Takes a value.
    mutating func add(_ value: any Sendable) {
        if first == nil { first = value } else { others.append(value) }
    }
}
