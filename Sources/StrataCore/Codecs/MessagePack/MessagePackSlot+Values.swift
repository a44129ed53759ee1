#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension MessagePackSlot {
    /// The value when its type has a form of its own and this is it; nil for everything that decodes itself.
    func scalar<Value>(_ type: Value.Type) -> Value? {
        if type == String.self { return string.flatMap(same) }
        if type == Int.self { return integer(Int.self).flatMap(same) }
        if type == Double.self { return double.flatMap(same) }
        if type == Bool.self { return bool.flatMap(same) }
        if type == [UInt8].self { return binary.flatMap { same([UInt8]($0)) } }
        return foundationValue(type)
    }

    private func foundationValue<Value>(_ type: Value.Type) -> Value? {
        if type == Date.self { return double.flatMap { same(Date(timeIntervalSinceReferenceDate: $0)) } }
        if type == Data.self { return binary.flatMap { same(Data($0)) } }
        if type == UUID.self { return binary.flatMap(Self.identifier).flatMap(same) }
        if type == URL.self { return string.flatMap(URL.init(string:)).flatMap(same) }
        if type == Decimal.self { return string.flatMap { Decimal(string: $0) }.flatMap(same) }
        return nil
    }

    private func same<From, To>(_ value: From) -> To? {
        MessagePackFormat.same(value, To.self)
    }

    private static func identifier(_ bytes: ArraySlice<UInt8>) -> UUID? {
        guard bytes.count == 16 else { return nil }
        return unsafe bytes.withUnsafeBytes { unsafe UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
