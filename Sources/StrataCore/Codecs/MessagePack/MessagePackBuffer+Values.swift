#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension MessagePackBuffer {
    /// Writes `value` when it has a form of its own; false for everything that encodes itself.
    mutating func appendScalar<Value: Encodable>(_ value: Value) -> Bool {
        if let text = ExactType.same(value, String.self) {
            append(text)
        } else if let number = ExactType.same(value, Int.self) {
            append(number)
        } else if let number = ExactType.same(value, Double.self) {
            append(number)
        } else if let flag = ExactType.same(value, Bool.self) {
            append(flag)
        } else if let bytes = ExactType.same(value, [UInt8].self) {
            append(binary: bytes)
        } else {
            return appendFoundationValue(value)
        }
        return true
    }

    private mutating func appendFoundationValue<Value: Encodable>(_ value: Value) -> Bool {
        if let date = ExactType.same(value, Date.self) {
            append(date.timeIntervalSinceReferenceDate)
        } else if let data = ExactType.same(value, Data.self) {
            append(binary: data)
        } else if let identifier = ExactType.same(value, UUID.self) {
            unsafe withUnsafeBytes(of: identifier.uuid) { unsafe append(binary: $0) }
        } else if let link = ExactType.same(value, URL.self), link.baseURL == nil {
            append(link.relativeString)
        } else if let number = ExactType.same(value, Decimal.self), let text = number.exactText {
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
