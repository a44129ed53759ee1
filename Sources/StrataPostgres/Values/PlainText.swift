/// Any text as PostgreSQL's `text` holds it: NUL, which it cannot hold, becomes `\0`, and a backslash `\\`.
enum PlainText {
    private static let backslash = UInt8(ascii: "\\")

    /// The form that is stored.
    static func escape(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.contains(where: { $0 == 0 || $0 == backslash }) else { return bytes }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(bytes.count + 8)
        for byte in bytes {
            switch byte {
            case 0: escaped += [backslash, UInt8(ascii: "0")]
            case backslash: escaped += [backslash, backslash]
            default: escaped.append(byte)
            }
        }
        return escaped
    }

    /// The text of a form that was stored; nil when it is not one.
    static func unescape(_ stored: [UInt8]) -> String? {
        guard stored.contains(backslash) else { return String(decoding: stored, as: UTF8.self) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(stored.count)
        var rest = stored[...]
        while let byte = rest.popFirst() {
            guard byte == backslash else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case backslash: bytes.append(backslash)
            case UInt8(ascii: "0"): bytes.append(0)
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// As much of some UTF-8 as is whole characters.
    static func wholeCharacters(of bytes: [UInt8]) -> String {
        for cut in 0..<min(4, bytes.count + 1) {
            if let text = String(validating: bytes.dropLast(cut), as: UTF8.self) { return text }
        }
        return ""
    }
}
