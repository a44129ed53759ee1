/// The elements of an array.
struct MessagePackUnkeyedEncoding: UnkeyedEncodingContainer {
    let writer: MessagePackWriter
    let serial: Int

    var codingPath: [any CodingKey] { writer.buffer.codingPath }

    var count: Int { writer.buffer.frame.serial == serial ? writer.buffer.frame.count : 0 }

    func encodeNil() throws { try element { $0.appendNil() } }
    func encode(_ value: Bool) throws { try element { $0.append(value) } }
    func encode(_ value: String) throws { try element { $0.append(value) } }
    func encode(_ value: Double) throws { try element { $0.append(value) } }
    func encode(_ value: Float) throws { try element { $0.append(value) } }
    func encode(_ value: Int128) throws { try element { $0.append(value) } }
    func encode(_ value: UInt128) throws { try element { $0.append(value) } }

    @inline(__always)
    func encode<Number: FixedWidthInteger & Encodable>(_ value: Number) throws {
        try element { $0.append(value) }
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        try writer.encode(value, elementIn: serial)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
        writer.nestedEncoder(elementIn: serial).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        writer.nestedEncoder(elementIn: serial).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { writer.nestedEncoder(elementIn: serial) }

    @inline(__always)
    private func element(_ write: (inout MessagePackBuffer) -> Void) throws {
        try writer.buffer.beginElement(in: serial)
        write(&writer.buffer)
        writer.buffer.endElement()
    }
}
