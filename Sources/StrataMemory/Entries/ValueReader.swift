internal import StrataCore

/// Reads what a slot holds as the type that a caller asks for.
enum ValueReader {
    /// The value as `Value`, whatever the storage.
    ///
    /// - Throws: ``CacheError/Code/decodingFailed`` when it is something else.
    static func read<Value: CacheValue>(
        _ content: any Sendable,
        as type: Value.Type,
        storage: MemoryCache.Storage
    ) throws(CacheError) -> Value {
        switch storage {
        case .values:
            if let value = content as? Value { return value }
            if let number = integer(content, as: type) { return number }
        case .encoded(let codec):
            if let stored = content as? StoredBytes {
                do throws(CacheError) { return try codec.decode(type, from: stored.bytes) } catch {
                    throw error.named("memory")
                }
            }
        }
        throw CacheError(.decodingFailed, backend: "memory", message: "the entry is not a \(type)")
    }

    /// A stored integer as another integer type, or as an optional one, where it fits.
    private static func integer<Value>(_ content: any Sendable, as type: Value.Type) -> Value? {
        guard let number = content as? any BinaryInteger else { return nil }
        if let wanted = type as? any FixedWidthInteger.Type { return converted(number, to: wanted) as? Value }
        if let optional = type as? any IntegerWrapping.Type { return optional.wrapping(number) as? Value }
        return nil
    }

    fileprivate static func converted<Number: FixedWidthInteger>(
        _ number: any BinaryInteger,
        to type: Number.Type
    ) -> Number? {
        Number(exactly: number)
    }
}

/// Optionals, which may wrap an integer.
private protocol IntegerWrapping {
    static func wrapping(_ number: any BinaryInteger) -> Any?
}

extension Optional: IntegerWrapping {
    fileprivate static func wrapping(_ number: any BinaryInteger) -> Any? {
        guard let wanted = Wrapped.self as? any FixedWidthInteger.Type else { return nil }
        return ValueReader.converted(number, to: wanted) as? Wrapped
    }
}
