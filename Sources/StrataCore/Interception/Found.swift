/// How many entries an answer found.
enum Found {
    @Sendable static func count<Value>(_ value: Value?) -> Int { value == nil ? 0 : 1 }
    @Sendable static func count(_ isThere: Bool) -> Int { isThere ? 1 : 0 }
    @Sendable static func count(_ timeToLive: TimeToLive) -> Int { timeToLive == .absent ? 0 : 1 }
    @Sendable static func count<Value>(_ values: [CacheKey: Value]) -> Int { values.count }
    @Sendable static func count<Value>(_ lease: Lease<Value>) -> Int { if case .hit = lease { 1 } else { 0 } }
    @Sendable static func count<Value>(_ leases: [CacheKey: Lease<Value>]) -> Int {
        leases.values.reduce(0) { $0 + count($1) }
    }
}
