import StrataCore

/// Who asks for a lease, and the token that it gets if it is granted.
struct LeaseRequest: Sendable {
    let key: StoredKey
    /// In milliseconds.
    let duration: Int64
    let token = LeaseToken.random().token.bytes

    init(key: StoredKey, duration: Int64) {
        self.key = key
        self.duration = duration
    }
}
