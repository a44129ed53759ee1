/// Something that holds values by key.
protocol Subject<Value>: Sendable {
    associatedtype Value: Sendable

    /// Puts a value in before measuring.
    func preload(_ key: String, _ value: Value)

    func get(_ key: String) -> Value?

    func set(_ key: String, _ value: Value)
}
