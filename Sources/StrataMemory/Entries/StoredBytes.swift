/// A value in its stored form, as `storage: .encoded` holds it.
struct StoredBytes: Sendable {
    let bytes: [UInt8]
}
