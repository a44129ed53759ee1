/// The elements of an array.
struct MessagePackUnkeyedEncoding: UnkeyedEncodingContainer {
    let writer: MessagePackWriter
    let serial: Int

    var codingPath: [any CodingKey] { writer.codingPath }
    var count: Int { writer.count(in: serial) }

    func encodeNil() throws { try element { writer, _ in writer.appendNil() } }
    func encode(_ value: Bool) throws { try element { writer, _ in writer.append(value) } }
    func encode(_ value: String) throws { try element { writer, _ in writer.append(value) } }
    func encode(_ value: Double) throws { try element { writer, _ in writer.append(value) } }
    func encode(_ value: Float) throws { try element { writer, _ in writer.append(value) } }
    func encode(_ value: Int128) throws { try element { writer, _ in writer.append(value) } }
    func encode(_ value: UInt128) throws { try element { writer, _ in writer.append(value) } }

    func encode<Number: FixedWidthInteger & Encodable>(_ value: Number) throws {
        try element { writer, _ in writer.append(value) }
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        try element { writer, mark in
            try writer.encode(value, key: MessagePackKey.index(count), undoing: mark)
        }
    }

    func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
        nestedEncoder().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nestedEncoder().unkeyedContainer() }

    func superEncoder() -> any Encoder { nestedEncoder() }

    private func element(_ write: (MessagePackWriter, MessagePackWriter.Mark) throws -> Void) throws {
        let mark = try writer.beginElement(in: serial)
        try write(writer, mark)
        writer.endElement()
    }

    private func nestedEncoder() -> MessagePackEncoder {
        guard (try? writer.beginElement(in: serial)) != nil else { return writer.refusingEncoder() }
        defer { writer.endElement() }
        return writer.nestedEncoder(MessagePackKey.index(count))
    }
}
