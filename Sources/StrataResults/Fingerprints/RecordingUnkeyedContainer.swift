/// Has one element, so that the element's shape is noted and loops end.
struct RecordingUnkeyedContainer: UnkeyedDecodingContainer {
    let recorder: ShapeRecorder
    let codingPath: [any CodingKey] = []
    private(set) var currentIndex = 0

    init(recorder: ShapeRecorder) {
        self.recorder = recorder
    }

    var count: Int? { nil }
    var isAtEnd: Bool { currentIndex > 0 }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        advance()
        return try recorder.sample(of: type)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) -> KeyedDecodingContainer<NestedKey> {
        advance()
        return RecordingDecoder(recorder: recorder).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer {
        advance()
        return RecordingDecoder(recorder: recorder).unkeyedContainer()
    }

    mutating func superDecoder() -> any Decoder {
        advance()
        return RecordingDecoder(recorder: recorder)
    }

    private mutating func advance() {
        currentIndex += 1
        recorder.note(",")
    }
}
