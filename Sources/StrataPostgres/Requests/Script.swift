/// Statements that go to the server in one trip, and happen all or not at all.
struct Script: Sendable {
    let statements: [Statement]

    init(_ statements: Statement...) {
        self.statements = statements
    }

    init(_ statements: [Statement]) {
        self.statements = statements
    }
}
