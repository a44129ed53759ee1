/// Hands a value the container that it asks for.
struct MessagePackEncoder: Encoder {
    let writer: MessagePackWriter
    let serial: Int

    var codingPath: [any CodingKey] { writer.buffer.codingPath }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        writer.buffer.open(.map, in: serial)
        return KeyedEncodingContainer(MessagePackKeyedEncoding(writer: writer, serial: serial))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        writer.buffer.open(.array, in: serial)
        return MessagePackUnkeyedEncoding(writer: writer, serial: serial)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension MessagePackEncoder: SingleValueEncodingContainer {
    func encodeNil() throws { try single { $0.appendNil() } }
    func encode(_ value: Bool) throws { try single { $0.append(value) } }
    func encode(_ value: String) throws { try single { $0.append(value) } }
    func encode(_ value: Double) throws { try single { $0.append(value) } }
    func encode(_ value: Float) throws { try single { $0.append(value) } }
    func encode(_ value: Int128) throws { try single { $0.append(value) } }
    func encode(_ value: UInt128) throws { try single { $0.append(value) } }

    @inline(__always)
    func encode<Number: FixedWidthInteger & Encodable>(_ value: Number) throws {
        try single { $0.append(value) }
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        try writer.buffer.openSingle(in: serial)
        try writer.encode(value)
        writer.buffer.closeSingle()
    }

    @inline(__always)
    private func single(_ write: (inout MessagePackBuffer) -> Void) throws {
        try writer.buffer.openSingle(in: serial)
        write(&writer.buffer)
        writer.buffer.closeSingle()
    }
}
