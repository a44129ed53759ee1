/// The elements of an array, one after another.
struct MessagePackUnkeyedDecoding: UnkeyedDecodingContainer {
    private let path: MessagePackPath?
    private let elements: Int
    private var slot: MessagePackSlot
    private(set) var currentIndex = 0

    /// Begins at the array that the slot holds.
    init(_ array: MessagePackSlot, path: MessagePackPath?) {
        let token = array.token
        self.path = path
        elements = token.elements
        slot = MessagePackSlot(array.document, at: token.body.upperBound)
    }

    var codingPath: [any CodingKey] { path?.keys ?? [] }
    var count: Int? { elements }
    var isAtEnd: Bool { currentIndex >= elements }

    mutating func decodeNil() throws -> Bool {
        let isNil = try current(Any.self).isNil
        if isNil { advance() }
        return isNil
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try take(current(type).bool) }
    mutating func decode(_ type: String.Type) throws -> String { try take(current(type).string) }
    mutating func decode(_ type: Double.Type) throws -> Double { try take(current(type).double) }
    mutating func decode(_ type: Float.Type) throws -> Float { try take(current(type).float) }
    mutating func decode(_ type: Int128.Type) throws -> Int128 { try take(current(type).integer(type)) }
    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try take(current(type).integer(type)) }

    mutating func decode<Number: FixedWidthInteger & Decodable>(_ type: Number.Type) throws -> Number {
        try take(current(type).integer(type))
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let slot = try current(type)
        return try take(slot.scalar(type) ?? Value(from: decoder))
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try take(nestedDecoder(type).container(keyedBy: type))
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try take(nestedDecoder([Any].self).unkeyedContainer())
    }

    mutating func superDecoder() throws -> any Decoder { try take(nestedDecoder((any Decoder).self)) }

    private var decoder: MessagePackDecoder {
        MessagePackDecoder(slot, path: MessagePackPath(MessagePackKey.index(currentIndex), in: path))
    }

    private func nestedDecoder(_ type: Any.Type) throws -> MessagePackDecoder {
        _ = try current(type)
        return decoder
    }

    private func current(_ type: Any.Type) throws -> MessagePackSlot {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                type,
                .init(codingPath: codingPath, debugDescription: "the array has ended")
            )
        }
        return slot
    }

    /// Steps over the current element when it was what was asked for.
    private mutating func take<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw decoder.mismatch(Value.self) }
        advance()
        return value
    }

    private mutating func advance() {
        currentIndex += 1
        slot = MessagePackSlot(slot.document, at: slot.document.end(of: slot.offset))
    }
}
