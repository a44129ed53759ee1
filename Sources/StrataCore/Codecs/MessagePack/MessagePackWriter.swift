/// Writes one value into one growing buffer.
///
/// Everything that is decided is decided in the buffer; this is the one place that all containers of the value share. A
/// container that a value opens by itself (`nestedContainer`, `superEncoder`) may be written in any order, so it has a
/// writer of its own, whose bytes go in where it was opened once the value is done.
final class MessagePackWriter {
    var buffer: MessagePackBuffer

    init(_ buffer: MessagePackBuffer) {
        self.buffer = buffer
    }

    /// Encodes a member of the map `serial`.
    func encode<Value: Encodable>(_ value: Value, member key: some CodingKey, in serial: Int) throws {
        guard let mark = try buffer.beginMember(key.stringValue, value, in: serial) else { return }
        try encode(value, key: key, undoing: mark)
        buffer.endElement()
    }

    /// Encodes an element of the array `serial`.
    func encode<Value: Encodable>(_ value: Value, elementIn serial: Int) throws {
        guard let mark = try buffer.beginElement(value, in: serial) else { return }
        try encode(value, key: MessagePackKey.index(buffer.frame.count), undoing: mark)
        buffer.endElement()
    }

    /// Encodes a value where the next byte goes.
    func encode<Value: Encodable>(_ value: Value) throws {
        if buffer.appendScalar(value) { return }
        try encode(value, key: nil, undoing: buffer.mark)
    }

    /// Lets a value encode itself; leaves nothing behind since `mark` when it throws.
    private func encode<Value: Encodable>(
        _ value: Value,
        key: (any CodingKey)?,
        undoing mark: MessagePackBuffer.Mark
    ) throws {
        do {
            try value.encode(to: MessagePackEncoder(writer: self, serial: buffer.begin(key)))
            try end()
        } catch {
            buffer.rewind(to: mark)
            throw error
        }
    }

    /// Completes the innermost value. One that wrote nothing is an empty map.
    private func end() throws {
        if buffer.frame.form == .nothing { buffer.open(.map, in: buffer.frame.serial) }
        while buffer.parts.count > buffer.frame.firstPart {
            let part = buffer.parts.removeLast()
            try part.writer.end()
            buffer.insert(part.writer.buffer.bytes, at: part.offset)
        }
        try buffer.end()
    }

    /// Opens a container of its own as a member of the map `serial`.
    func nestedEncoder(member key: any CodingKey, in serial: Int) -> MessagePackEncoder {
        guard (try? buffer.beginMember(key.stringValue, in: serial)) != nil else { return refusingEncoder() }
        defer { buffer.endElement() }
        return nestedEncoder(key)
    }

    /// Opens a container of its own as an element of the array `serial`.
    func nestedEncoder(elementIn serial: Int) -> MessagePackEncoder {
        guard (try? buffer.beginElement(in: serial)) != nil else { return refusingEncoder() }
        defer { buffer.endElement() }
        return nestedEncoder(MessagePackKey.index(buffer.frame.count))
    }

    private func nestedEncoder(_ key: any CodingKey) -> MessagePackEncoder {
        let writer = MessagePackWriter(MessagePackBuffer(inside: buffer, at: key))
        buffer.parts.append((buffer.bytes.count, writer))
        return MessagePackEncoder(writer: writer, serial: writer.buffer.push(nil))
    }

    /// An encoder whose bytes nobody wants, for a container that cannot throw when it is used too late.
    private func refusingEncoder() -> MessagePackEncoder {
        buffer.fail("the container is used after its value was encoded")
        let writer = MessagePackWriter(MessagePackBuffer(after: []))
        return MessagePackEncoder(writer: writer, serial: writer.buffer.push(nil))
    }
}
