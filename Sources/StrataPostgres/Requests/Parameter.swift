/// A value that is bound to a statement, in PostgreSQL's binary form.
enum Parameter: Sendable {
    case null
    case bytes([UInt8])

    /// A `bigint`; null for nil.
    static func integer(_ value: Int64?) -> Parameter {
        guard let value else { return .null }
        var bytes: [UInt8] = []
        bytes.appendBigEndian(value)
        return .bytes(bytes)
    }

    /// A `boolean`.
    static func boolean(_ value: Bool) -> Parameter { .bytes([value ? 1 : 0]) }

    /// A `text`.
    static func text(_ value: String) -> Parameter { .bytes(Array(value.utf8)) }

    /// A `bytea` of a digest.
    static func digest(_ value: KeyDigest) -> Parameter { .bytes(value.bytes) }

    /// A `jsonb`, of JSON.
    static func json(_ value: [UInt8]) -> Parameter { .bytes([ParameterArray.jsonVersion] + value) }

    /// A `bytea[]` of digests.
    static func digests(_ values: some Collection<KeyDigest>) -> Parameter {
        var array = ParameterArray(.bytea, count: values.count, weight: values.count * (KeyDigest.count + 4))
        for value in values { array.append(value) }
        return array.parameter
    }

    /// A `bigint[]`; null where nil is.
    static func integers(_ values: some Collection<Int64?>) -> Parameter {
        var array = ParameterArray(.int8, count: values.count, weight: values.count * 12)
        for value in values { array.append(value) }
        return array.parameter
    }

    /// A `text[]`; null where nil is.
    static func texts(_ values: some Collection<[UInt8]?>) -> Parameter {
        var array = ParameterArray(.text, count: values.count, weight: 0)
        for value in values { array.append(value) }
        return array.parameter
    }

    /// A `bytea[]`.
    static func byteas(_ values: some Collection<[UInt8]>) -> Parameter {
        var array = ParameterArray(.bytea, count: values.count, weight: 0)
        for value in values { array.append(value) }
        return array.parameter
    }
}
