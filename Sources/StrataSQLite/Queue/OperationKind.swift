/// What an operation needs of the file.
enum OperationKind: Sendable {
    /// One moment's view.
    case read
    /// The write lock. What it changes, it changes in its last statement, so that a failure leaves nothing behind.
    case write
    /// The write lock, and a savepoint: it changes something in more than one statement.
    case compoundWrite

    /// Whether it needs the write lock.
    var isWrite: Bool { self != .read }
}
