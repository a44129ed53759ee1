/// Notes the names and types of the fields that a type decodes.
struct RecordingKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let recorder: ShapeRecorder
    let codingPath: [any CodingKey] = []

    /// One sample, so that the values of a dictionary are noted; none where the keys are an enumeration.
    var allKeys: [Key] { [Key(stringValue: "0")].compactMap(\.self) }

    func contains(_ key: Key) -> Bool { !recorder.isExhausted }

    func decodeNil(forKey key: Key) -> Bool {
        recorder.note("?")
        return recorder.isExhausted
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        recorder.note("\(key.stringValue):")
        defer { recorder.note(";") }
        return try recorder.sample(of: type)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        recorder.note("\(key.stringValue)?:")
        defer { recorder.note(";") }
        return try? recorder.sample(of: type)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        guard !recorder.isExhausted else { throw ShapeRecorder.NoSample() }
        recorder.note("\(key.stringValue):")
        return RecordingDecoder(recorder: recorder).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
        recorder.note("\(key.stringValue):")
        return RecordingDecoder(recorder: recorder).unkeyedContainer()
    }

    func superDecoder() -> any Decoder {
        recorder.note("super:")
        return RecordingDecoder(recorder: recorder)
    }

    func superDecoder(forKey key: Key) -> any Decoder {
        recorder.note("\(key.stringValue):")
        return RecordingDecoder(recorder: recorder)
    }
}
