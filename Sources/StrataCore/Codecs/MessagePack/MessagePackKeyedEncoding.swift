/// The members of a map.
struct MessagePackKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: MessagePackWriter
    let serial: Int

    var codingPath: [any CodingKey] { writer.buffer.codingPath }

    func encodeNil(forKey key: Key) throws { try member(key) { $0.appendNil() } }
    func encode(_ value: Bool, forKey key: Key) throws { try member(key) { $0.append(value) } }
    func encode(_ value: String, forKey key: Key) throws { try member(key) { $0.append(value) } }
    func encode(_ value: Double, forKey key: Key) throws { try member(key) { $0.append(value) } }
    func encode(_ value: Float, forKey key: Key) throws { try member(key) { $0.append(value) } }
    func encode(_ value: Int128, forKey key: Key) throws { try member(key) { $0.append(value) } }
    func encode(_ value: UInt128, forKey key: Key) throws { try member(key) { $0.append(value) } }

    @inline(__always)
    func encode<Number: FixedWidthInteger & Encodable>(_ value: Number, forKey key: Key) throws {
        try member(key) { $0.append(value) }
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try writer.encode(value, member: key, in: serial)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        writer.nestedEncoder(member: key, in: serial).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        writer.nestedEncoder(member: key, in: serial).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { writer.nestedEncoder(member: MessagePackKey.super, in: serial) }

    func superEncoder(forKey key: Key) -> any Encoder { writer.nestedEncoder(member: key, in: serial) }

    @inline(__always)
    private func member(_ key: Key, _ write: (inout MessagePackBuffer) -> Void) throws {
        let name = key.stringValue
        try writer.buffer.beginMember(name, in: serial)
        write(&writer.buffer)
        writer.buffer.endElement()
    }
}
