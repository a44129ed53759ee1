/// Says that it has one element, so that the element's shape is noted and loops end. Gives more to a type that takes so many
/// without asking, up to a limit where it takes them until there is an error.
struct RecordingUnkeyedContainer: UnkeyedDecodingContainer {
    let recorder: ShapeRecorder
    let codingPath: [any CodingKey] = []
    private(set) var currentIndex = 0
    private static let mostElements = 256

    init(recorder: ShapeRecorder) {
        self.recorder = recorder
    }

    var count: Int? { nil }
    var isAtEnd: Bool { currentIndex > 0 }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try advance()
        return try recorder.sample(of: type)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try advance()
        return RecordingDecoder(recorder: recorder).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try advance()
        return RecordingDecoder(recorder: recorder).unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder {
        try advance()
        return RecordingDecoder(recorder: recorder)
    }

    private mutating func advance() throws {
        guard currentIndex < Self.mostElements else { throw ShapeRecorder.NoSample() }
        currentIndex += 1
        recorder.note(",")
    }
}
