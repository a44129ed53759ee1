/// What the server answers.
enum Answer: Sendable {
    /// The row of a key; nil when there is none.
    case row(ResultRow?)
    /// The results of a script, one a statement.
    case results([ResultTable])
}
