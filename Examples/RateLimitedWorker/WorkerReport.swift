/// What one worker did.
struct WorkerReport: Codable {
    /// Milliseconds of the wall clock between which a request was allowed.
    struct Span: Codable {
        let start: Int64
        let end: Int64
    }

    let number: Int
    var allowed: [Span] = []
    var denied = 0
}
