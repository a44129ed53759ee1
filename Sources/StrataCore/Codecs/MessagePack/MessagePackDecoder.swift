/// Reads one value at its slot.
struct MessagePackDecoder: Decoder {
    let slot: MessagePackSlot
    let path: MessagePackPath?

    init(_ slot: MessagePackSlot, path: MessagePackPath?) {
        self.slot = slot
        self.path = path
    }

    var codingPath: [any CodingKey] { path?.keys ?? [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let map = MessagePackMap(slot) else { throw mismatch([String: Any].self) }
        return KeyedDecodingContainer(MessagePackKeyedDecoding(map: map, path: path))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard slot.token.kind == .array else { throw mismatch([Any].self) }
        return MessagePackUnkeyedDecoding(slot, path: path)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    /// What is thrown when the slot does not hold what was asked for.
    func mismatch(_ type: Any.Type) -> DecodingError {
        let found = slot.token.kind
        let context = DecodingError.Context(codingPath: codingPath, debugDescription: "found \(found)")
        return found == .nil ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    /// The value, or an error that says that there is none of its type.
    func demand<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw mismatch(Value.self) }
        return value
    }
}

extension MessagePackDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { slot.isNil }
    func decode(_ type: Bool.Type) throws -> Bool { try demand(slot.bool) }
    func decode(_ type: String.Type) throws -> String { try demand(slot.string) }
    func decode(_ type: Double.Type) throws -> Double { try demand(slot.double) }
    func decode(_ type: Float.Type) throws -> Float { try demand(slot.float) }
    func decode(_ type: Int128.Type) throws -> Int128 { try demand(slot.integer(type)) }
    func decode(_ type: UInt128.Type) throws -> UInt128 { try demand(slot.integer(type)) }

    func decode<Number: FixedWidthInteger & Decodable>(_ type: Number.Type) throws -> Number {
        try demand(slot.integer(type))
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try slot.scalar(type) ?? Value(from: self)
    }
}
