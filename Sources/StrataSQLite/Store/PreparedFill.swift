/// A fill that is ready to be stored.
struct PreparedFill: Sendable {
    let write: EntryWrite
    let tags: TagStamp
    let token: [UInt8]
}
