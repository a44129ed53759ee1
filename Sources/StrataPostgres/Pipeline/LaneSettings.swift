/// What a connection's thread must know.
struct LaneSettings: Sendable {
    let target: ConnectionTarget
    /// The schema of the tables; nil for the first of the search path that has them.
    let schema: String?
    /// The table of the entries.
    let table: String
    /// How long a thread that has just worked watches for the next work's deadline, in nanoseconds.
    let patience: Int64
}
