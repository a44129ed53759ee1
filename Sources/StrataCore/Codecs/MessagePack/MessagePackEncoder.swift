/// Hands a value the container that it asks for.
struct MessagePackEncoder: Encoder {
    let writer: MessagePackWriter
    let serial: Int

    var codingPath: [any CodingKey] { writer.codingPath }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        writer.open(.map, in: serial)
        return KeyedEncodingContainer(MessagePackKeyedEncoding(writer: writer, serial: serial))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        writer.open(.array, in: serial)
        return MessagePackUnkeyedEncoding(writer: writer, serial: serial)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        self
    }
}

extension MessagePackEncoder: SingleValueEncodingContainer {
    func encodeNil() throws { try single { $0.appendNil() } }
    func encode(_ value: Bool) throws { try single { $0.append(value) } }
    func encode(_ value: String) throws { try single { $0.append(value) } }
    func encode(_ value: Double) throws { try single { $0.append(value) } }
    func encode(_ value: Float) throws { try single { $0.append(value) } }
    func encode(_ value: Int128) throws { try single { $0.append(value) } }
    func encode(_ value: UInt128) throws { try single { $0.append(value) } }

    func encode<Number: FixedWidthInteger & Encodable>(_ value: Number) throws {
        try single { $0.append(value) }
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        try single { try $0.encode(value, key: nil) }
    }

    private func single(_ write: (MessagePackWriter) throws -> Void) throws {
        try writer.openSingle(in: serial)
        try write(writer)
        writer.closeSingle()
    }
}
