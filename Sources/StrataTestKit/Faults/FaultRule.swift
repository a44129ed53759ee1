import StrataCore

/// When a fault comes.
struct FaultRule: Sendable {
    let fault: Fault
    let operations: Set<CacheOperation>
    let pattern: GlobPattern?
    let probability: Double
    var remaining: Int?

    func applies(to operation: CacheOperation, _ keys: [CacheKey]) -> Bool {
        guard operations.contains(operation), remaining != 0 else { return false }
        guard let pattern else { return true }
        return keys.contains(where: pattern.matches)
    }
}
