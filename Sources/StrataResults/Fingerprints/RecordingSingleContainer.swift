/// Gives 1, false and "1", and notes which was asked for.
///
/// A type that checks what it decodes by stopping the program would stop it here. Zero and the empty text are what such checks look
/// for: a divisor, a count to subtract from, the first character.
struct RecordingSingleContainer: SingleValueDecodingContainer {
    let recorder: ShapeRecorder
    let codingPath: [any CodingKey] = []

    func decodeNil() -> Bool {
        recorder.note("?")
        return false
    }

    func decode(_ type: Bool.Type) -> Bool { scalar(false) }
    func decode(_ type: String.Type) -> String { scalar("1") }
    func decode(_ type: Double.Type) -> Double { scalar(1) }
    func decode(_ type: Float.Type) -> Float { scalar(1) }
    func decode(_ type: Int.Type) -> Int { scalar(1) }
    func decode(_ type: Int8.Type) -> Int8 { scalar(1) }
    func decode(_ type: Int16.Type) -> Int16 { scalar(1) }
    func decode(_ type: Int32.Type) -> Int32 { scalar(1) }
    func decode(_ type: Int64.Type) -> Int64 { scalar(1) }
    func decode(_ type: Int128.Type) -> Int128 { scalar(1) }
    func decode(_ type: UInt.Type) -> UInt { scalar(1) }
    func decode(_ type: UInt8.Type) -> UInt8 { scalar(1) }
    func decode(_ type: UInt16.Type) -> UInt16 { scalar(1) }
    func decode(_ type: UInt32.Type) -> UInt32 { scalar(1) }
    func decode(_ type: UInt64.Type) -> UInt64 { scalar(1) }
    func decode(_ type: UInt128.Type) -> UInt128 { scalar(1) }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try recorder.sample(of: type) }

    private func scalar<Value>(_ value: Value) -> Value {
        recorder.note("\(Value.self)")
        return value
    }
}
