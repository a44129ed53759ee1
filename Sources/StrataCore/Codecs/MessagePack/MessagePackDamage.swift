/// Why bytes are no MessagePack.
struct MessagePackDamage: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }

    static let truncated = MessagePackDamage("the value is longer than the entry")
}
