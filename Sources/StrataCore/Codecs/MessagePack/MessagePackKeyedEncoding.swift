/// The members of a map.
struct MessagePackKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: MessagePackWriter
    let serial: Int

    var codingPath: [any CodingKey] { writer.codingPath }

    func encodeNil(forKey key: Key) throws { try member(key) { writer, _ in writer.appendNil() } }
    func encode(_ value: Bool, forKey key: Key) throws { try member(key) { writer, _ in writer.append(value) } }
    func encode(_ value: String, forKey key: Key) throws { try member(key) { writer, _ in writer.append(value) } }
    func encode(_ value: Double, forKey key: Key) throws { try member(key) { writer, _ in writer.append(value) } }
    func encode(_ value: Float, forKey key: Key) throws { try member(key) { writer, _ in writer.append(value) } }
    func encode(_ value: Int128, forKey key: Key) throws { try member(key) { writer, _ in writer.append(value) } }
    func encode(_ value: UInt128, forKey key: Key) throws { try member(key) { writer, _ in writer.append(value) } }

    func encode<Number: FixedWidthInteger & Encodable>(_ value: Number, forKey key: Key) throws {
        try member(key) { writer, _ in writer.append(value) }
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try member(key) { writer, mark in try writer.encode(value, key: key, undoing: mark) }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        nestedEncoder(key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        nestedEncoder(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { nestedEncoder(MessagePackKey.super) }

    func superEncoder(forKey key: Key) -> any Encoder { nestedEncoder(key) }

    private func member(_ key: Key, _ write: (MessagePackWriter, MessagePackWriter.Mark) throws -> Void) throws {
        let mark = try writer.beginMember(key.stringValue, in: serial)
        try write(writer, mark)
        writer.endElement()
    }

    private func nestedEncoder(_ key: any CodingKey) -> MessagePackEncoder {
        guard (try? writer.beginMember(key.stringValue, in: serial)) != nil else { return writer.refusingEncoder() }
        defer { writer.endElement() }
        return writer.nestedEncoder(key)
    }
}
