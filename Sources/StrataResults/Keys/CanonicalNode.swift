#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A value as a tree whose text does not depend on any order that the value leaves open.
indirect enum CanonicalNode {
    case null
    case scalar(String)
    case text(String)
    case array([CanonicalNode])
    case unordered([CanonicalNode])
    case object([String: CanonicalNode])

    /// The tree of `value`.
    ///
    /// - Throws: What the value's own encoding throws.
    static func of<Value: Encodable>(_ value: Value) throws -> CanonicalNode {
        if let bytes = octets(of: value) { return .scalar("0x" + bytes) }
        switch value {
        case let value as String: return .text(value)
        case let value as Bool: return .scalar(value ? "true" : "false")
        case let value as any BinaryInteger: return .scalar(value.description)
        case let value as Double: return .number(value, isZero: value == 0)
        case let value as Float: return .number(value, isZero: value == 0)
        case let value as any UnorderedArgument: return try value.canonicalNode()
        case let value as any OptionalArgument: return try value.canonicalNode()
        default:
            let encoder = CanonicalEncoder()
            try value.encode(to: encoder)
            return encoder.finish()
        }
    }

    /// Bytes as hexadecimal digits: `Data` and `[UInt8]` would make a node a byte.
    private static func octets<Value>(of value: Value) -> String? {
        switch value {
        case let data as Data: hexadecimal(data)
        case let bytes as [UInt8] where Value.self == [UInt8].self: hexadecimal(bytes)
        default: nil
        }
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// A number that is no integer, in its shortest form; both zeros are one.
    private static func number(_ value: some LosslessStringConvertible, isZero: Bool) -> CanonicalNode {
        .scalar(isZero ? "0.0" : value.description)
    }

    func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .scalar(let scalar): text += scalar
        case .text(let string): Self.write(string, to: &text)
        case .array(let nodes): Self.write(nodes.map(\.written), between: ("[", "]"), to: &text)
        case .unordered(let nodes): Self.write(nodes.map(\.written).sorted(by: byBytes), between: ("[", "]"), to: &text)
        case .object(let fields):
            let members = fields.map { name, node in
                var member = ""
                Self.write(name, to: &member)
                return member + ":" + node.written
            }
            Self.write(members.sorted(by: byBytes), between: ("{", "}"), to: &text)
        }
    }

    private var written: String {
        var text = ""
        write(to: &text)
        return text
    }

    private static func write(_ parts: [String], between brackets: (String, String), to text: inout String) {
        text += brackets.0
        for (index, part) in parts.enumerated() {
            if index > 0 { text += "," }
            text += part
        }
        text += brackets.1
    }

    /// Writes a string in quotes, with a backslash before quotes and backslashes.
    static func write(_ string: String, to text: inout String) {
        text += "\""
        let needsEscape = string.utf8.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
        if needsEscape {
            for scalar in string.unicodeScalars {
                if scalar == "\"" || scalar == "\\" { text += "\\" }
                text.unicodeScalars.append(scalar)
            }
        } else {
            text += string
        }
        text += "\""
    }
}

/// Texts in the order of their bytes, so that two spellings of one letter have an order too.
private func byBytes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
}
