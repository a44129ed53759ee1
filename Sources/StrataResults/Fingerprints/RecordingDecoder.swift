/// A decoder that answers every question with a sample and lets its recorder write it down.
struct RecordingDecoder: Decoder {
    let recorder: ShapeRecorder
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        recorder.note("{")
        return KeyedDecodingContainer(RecordingKeyedContainer<Key>(recorder: recorder))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer {
        recorder.note("[")
        return RecordingUnkeyedContainer(recorder: recorder)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        RecordingSingleContainer(recorder: recorder)
    }
}
