/// What a sweep found in some rows.
struct SweepSlice: Sendable {
    /// The last row that was looked at; nil when there was none.
    var last: Int64?
    /// The rows that have expired.
    var expired: [Int64] = []
}
