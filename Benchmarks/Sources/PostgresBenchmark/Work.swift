/// What is measured.
struct Work {
    var name: String
    var operations: Int
    /// How many tasks of the cache's user run at the same time; how many statements C has in flight.
    var tasks: Int
    /// How many entries one call or one statement has.
    var perBatch: Int
    var isWrite: Bool

    static let all = [
        Work(name: "get, 64 tasks", operations: 60_000, tasks: 64, perBatch: 1, isWrite: false),
        Work(name: "get, 1 task", operations: 8_000, tasks: 1, perBatch: 1, isWrite: false),
        Work(name: "set, 64 tasks", operations: 30_000, tasks: 64, perBatch: 1, isWrite: true),
        Work(name: "set, 1 task", operations: 5_000, tasks: 1, perBatch: 1, isWrite: true),
        Work(name: "getMany of 100", operations: 60_000, tasks: 1, perBatch: 100, isWrite: false),
        Work(name: "setMany of 100", operations: 30_000, tasks: 1, perBatch: 100, isWrite: true),
    ]
}
