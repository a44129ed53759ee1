import StrataCore

/// Invalidation messages as they are published.
///
/// A byte for the version, 1; then for each message a byte for its subject (`k` a key, `t` a tag, `e` everything), the
/// sender and the text of key or tag, each as four bytes of length, most significant first, and its bytes.
enum InvalidationFrame {
    private static let version: UInt8 = 1

    static func encode(_ messages: some Sequence<InvalidationMessage>) -> [UInt8] {
        var bytes = [version]
        for message in messages {
            let (kind, text) =
                switch message.subject {
                case .key(let key): (UInt8(ascii: "k"), key.rawValue)
                case .tag(let tag): (UInt8(ascii: "t"), tag.name)
                case .everything: (UInt8(ascii: "e"), "")
                }
            bytes.append(kind)
            append(message.sender.bytes, to: &bytes)
            append(Array(text.utf8), to: &bytes)
        }
        return bytes
    }

    /// - Returns: nil for what is damaged or of another version.
    static func decode(_ bytes: [UInt8]) -> [InvalidationMessage]? {
        guard bytes.first == version else { return nil }
        var rest = bytes.dropFirst()
        var messages: [InvalidationMessage] = []
        while let kind = rest.popFirst() {
            guard let sender = take(&rest), let text = take(&rest),
                let subject = subject(kind, String(validating: text, as: UTF8.self))
            else { return nil }
            messages.append(InvalidationMessage(sender: CacheToken(Array(sender)), subject: subject))
        }
        return messages
    }

    private static func subject(_ kind: UInt8, _ text: String?) -> InvalidationMessage.Subject? {
        guard let text else { return nil }
        return switch kind {
        case UInt8(ascii: "k"): .key(CacheKey(text))
        case UInt8(ascii: "t"): .tag(CacheTag(text))
        case UInt8(ascii: "e"): .everything
        default: nil
        }
    }

    private static func append(_ part: [UInt8], to bytes: inout [UInt8]) {
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: part.count >> shift)) }
        bytes += part
    }

    private static func take(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard rest.count >= 4 else { return nil }
        let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(4)
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
