/// The statements that a cache sends.
enum StatementText: Int, CaseIterable, Sendable {
    case fetchOne
    case fetch
    case probeOne
    case probe
    case write
    case writeTagged
    case remove
    case setIfAbsent
    case increment
    case counter
    case replaceCounter
    case compareAndSet
    case compareAndRemove
    case compareAndExpire
    case acquire
    case expire
    case lease
    case leaseState
    case fill
    case releaseRow
    case release
    case beginTags
    case tagVersions
    case invalidateTag
    case page
    case removePage
    case lastRow
    case clear
    case sweep
    case count
    case ping
    case announce
    case channel

    /// What the statement is called on a connection that has it prepared.
    var name: String { "strata_\(rawValue)" }
}
