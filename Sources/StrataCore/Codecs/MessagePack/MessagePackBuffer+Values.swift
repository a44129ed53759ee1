#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension MessagePackBuffer {
    /// Writes `value` when it has a form of its own; false for everything that encodes itself.
    mutating func appendScalar<Value: Encodable>(_ value: Value) -> Bool {
        if let text = MessagePackFormat.same(value, String.self) {
            append(text)
        } else if let number = MessagePackFormat.same(value, Int.self) {
            append(number)
        } else if let number = MessagePackFormat.same(value, Double.self) {
            append(number)
        } else if let flag = MessagePackFormat.same(value, Bool.self) {
            append(flag)
        } else if let bytes = MessagePackFormat.same(value, [UInt8].self) {
            append(binary: bytes)
        } else {
            return appendFoundationValue(value)
        }
        return true
    }

    private mutating func appendFoundationValue<Value: Encodable>(_ value: Value) -> Bool {
        if let date = MessagePackFormat.same(value, Date.self) {
            append(date.timeIntervalSinceReferenceDate)
        } else if let data = MessagePackFormat.same(value, Data.self) {
            append(binary: data)
        } else if let identifier = MessagePackFormat.same(value, UUID.self) {
            unsafe withUnsafeBytes(of: identifier.uuid) { unsafe append(binary: $0) }
        } else if let link = MessagePackFormat.same(value, URL.self), link.baseURL == nil {
            append(link.relativeString)
        } else if let number = MessagePackFormat.same(value, Decimal.self), let text = number.exactText {
            append(text)
        } else {
            return false
        }
        return true
    }
}

extension Decimal {
    /// The digits; nil where they would not read back as the same number.
    fileprivate var exactText: String? {
        let text = description
        return Decimal(string: text) == self ? text : nil
    }
}
