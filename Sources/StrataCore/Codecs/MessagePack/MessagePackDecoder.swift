/// Reads one value at its offset.
struct MessagePackDecoder: Decoder {
    let document: MessagePackDocument
    let offset: Int
    let path: MessagePackPath?

    init(_ document: MessagePackDocument, at offset: Int, path: MessagePackPath?) {
        self.document = document
        self.offset = offset
        self.path = path
    }

    var codingPath: [any CodingKey] { path?.keys ?? [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let map = MessagePackMap(document, at: offset) else { throw mismatch([String: Any].self) }
        return KeyedDecodingContainer(MessagePackKeyedDecoding(map: map, path: path))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard document.token(at: offset).kind == .array else { throw mismatch([Any].self) }
        return MessagePackUnkeyedDecoding(document, at: offset, path: path)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    /// What is thrown when something else is here than was asked for.
    func mismatch(_ type: Any.Type) -> DecodingError {
        let found = document.token(at: offset).kind
        let context = DecodingError.Context(codingPath: codingPath, debugDescription: "found \(found)")
        return found == .nil ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    /// The value, or an error that says that there is none of its type.
    @inline(__always)
    func demand<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw mismatch(Value.self) }
        return value
    }
}

extension MessagePackDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { document.isNil(at: offset) }
    func decode(_ type: Bool.Type) throws -> Bool { try demand(document.bool(at: offset)) }
    func decode(_ type: String.Type) throws -> String { try demand(document.string(at: offset)) }
    func decode(_ type: Double.Type) throws -> Double { try demand(document.double(at: offset)) }
    func decode(_ type: Float.Type) throws -> Float { try demand(document.float(at: offset)) }
    func decode(_ type: Int128.Type) throws -> Int128 { try demand(document.integer(at: offset)) }
    func decode(_ type: UInt128.Type) throws -> UInt128 { try demand(document.integer(at: offset)) }

    @inline(__always)
    func decode<Number: FixedWidthInteger & Decodable>(_ type: Number.Type) throws -> Number {
        try demand(document.integer(at: offset))
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try document.value(type, at: offset) { path }
    }
}
