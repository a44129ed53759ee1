/// The members of a map, each read when it is asked for.
struct MessagePackKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let map: MessagePackMap
    let path: MessagePackPath?

    var codingPath: [any CodingKey] { path?.keys ?? [] }

    var allKeys: [Key] {
        map.members.compactMap { member in
            String(validating: map.document.bytes[member.name], as: UTF8.self).flatMap(Key.init(stringValue:))
        }
    }

    func contains(_ key: Key) -> Bool { map.slot(key.stringValue) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try slot(key).isNil }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try demand(slot(key).bool, key) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try demand(slot(key).string, key) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try demand(slot(key).double, key) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try demand(slot(key).float, key) }
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try demand(slot(key).integer(type), key) }
    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try demand(slot(key).integer(type), key) }

    func decode<Number: FixedWidthInteger & Decodable>(_ type: Number.Type, forKey key: Key) throws -> Number {
        try demand(slot(key).integer(type), key)
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let slot = try slot(key)
        return try slot.scalar(type) ?? Value(from: decoder(slot, key))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try decoder(slot(key), key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(slot(key), key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try decoder(slot(MessagePackKey.super), MessagePackKey.super) }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(slot(key), key) }

    private func decoder(_ slot: MessagePackSlot, _ key: any CodingKey) -> MessagePackDecoder {
        MessagePackDecoder(slot, path: MessagePackPath(key, in: path))
    }

    private func slot(_ key: some CodingKey) throws -> MessagePackSlot {
        if let slot = map.slot(key.stringValue) { return slot }
        throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "there is no such member"))
    }

    private func demand<Value>(_ value: Value?, _ key: Key) throws -> Value {
        if let value { return value }
        throw try decoder(slot(key), key).mismatch(Value.self)
    }
}
