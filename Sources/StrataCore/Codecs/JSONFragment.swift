/// The JSON of a bare text or number, written and read without a coder: making one costs ten times as much as the work.
///
/// Only the plain cases; nil for everything else, which the coders do. The bytes are the same as theirs.
enum JSONFragment {
    /// A 64-bit integer, or a text in which nothing must be escaped.
    static func encode<Value>(_ value: Value) -> [UInt8]? {
        if let text = ExactType.same(value, String.self) { return encode(text) }
        if let number = ExactType.same(value, Int.self) { return Array(String(number).utf8) }
        if let number = ExactType.same(value, Int64.self) { return Array(String(number).utf8) }
        return nil
    }

    /// A 64-bit integer of up to 18 digits, or a text in which nothing is escaped.
    static func decode<Value>(_ type: Value.Type, from bytes: [UInt8]) -> Value? {
        if type == String.self, let text = text(bytes) { return ExactType.cast(text, to: type) }
        if type == Int.self, let number = integer(bytes) { return ExactType.cast(Int(number), to: type) }
        if type == Int64.self, let number = integer(bytes) { return ExactType.cast(number, to: type) }
        return nil
    }

    private static func encode(_ text: String) -> [UInt8]? {
        var text = text
        return text.withUTF8 { utf8 -> [UInt8]? in
            guard unsafe utf8.allSatisfy(isPlain) else { return nil }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(utf8.count + 2)
            bytes.append(quote)
            unsafe bytes.append(contentsOf: utf8)
            bytes.append(quote)
            return bytes
        }
    }

    private static func text(_ bytes: [UInt8]) -> String? {
        guard bytes.count >= 2, bytes.first == quote, bytes.last == quote else { return nil }
        let inside = bytes[1..<(bytes.count - 1)]
        guard inside.allSatisfy(isPlain) else { return nil }
        return String(validating: inside, as: UTF8.self)
    }

    /// Digits without a leading zero, and perhaps a sign before them.
    private static func integer(_ bytes: [UInt8]) -> Int64? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let digits = bytes[(isNegative ? 1 : 0)...]
        guard let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1, digits.count <= 18 else {
            return nil
        }
        var number: Int64 = 0
        for digit in digits {
            guard case 0...9 = digit &- UInt8(ascii: "0") else { return nil }
            number = number * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        // JSON's coders know a negative zero; let them have it.
        return isNegative ? (number == 0 ? nil : -number) : number
    }

    private static let quote = UInt8(ascii: "\"")

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != quote && byte != UInt8(ascii: "\\")
    }
}
