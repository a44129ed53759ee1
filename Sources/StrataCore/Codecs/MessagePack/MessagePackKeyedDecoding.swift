/// The members of a map, each read when it is asked for.
struct MessagePackKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let map: MessagePackMap
    let path: MessagePackPath?

    var codingPath: [any CodingKey] { path?.keys ?? [] }

    var allKeys: [Key] { map.names.compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool { map.offset(of: key.stringValue) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try map.document.isNil(at: offset(key)) }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try member(key) { $0.bool(at: $1) } }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try member(key) { $0.string(at: $1) } }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try member(key) { $0.double(at: $1) } }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try member(key) { $0.float(at: $1) } }
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try member(key) { $0.integer(at: $1) } }
    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try member(key) { $0.integer(at: $1) } }

    @inline(__always)
    func decode<Number: FixedWidthInteger & Decodable>(_ type: Number.Type, forKey key: Key) throws -> Number {
        try member(key) { $0.integer(at: $1) }
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try map.document.value(type, at: offset(key)) { MessagePackPath(key, in: path) }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try decoder(MessagePackKey.super) }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

    private func decoder(_ key: some CodingKey) throws -> MessagePackDecoder {
        MessagePackDecoder(map.document, at: try offset(key), path: MessagePackPath(key, in: path))
    }

    private func offset(_ key: some CodingKey) throws -> Int {
        if let offset = map.offset(of: key.stringValue) { return offset }
        throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "there is no such member"))
    }

    /// Inlined everywhere, because the runtime would have to look up what `Value?` is.
    @inline(__always)
    private func member<Value>(_ key: Key, _ read: (MessagePackDocument, Int) -> Value?) throws -> Value {
        if let offset = map.offset(of: key.stringValue), let value = read(map.document, offset) { return value }
        throw try decoder(key).mismatch(Value.self)
    }
}
