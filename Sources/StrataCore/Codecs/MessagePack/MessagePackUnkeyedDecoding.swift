/// The elements of an array, one after another.
struct MessagePackUnkeyedDecoding: UnkeyedDecodingContainer {
    private let document: MessagePackDocument
    private let path: MessagePackPath?
    private let elements: Int
    private var offset: Int
    private(set) var currentIndex = 0

    /// Begins at the array at `offset`.
    init(_ document: MessagePackDocument, at offset: Int, path: MessagePackPath?) {
        let token = document.token(at: offset)
        self.document = document
        self.path = path
        self.offset = token.body.upperBound
        elements = token.elements
    }

    var codingPath: [any CodingKey] { path?.keys ?? [] }
    var count: Int? { elements }
    var isAtEnd: Bool { currentIndex >= elements }

    mutating func decodeNil() throws -> Bool {
        let isNil = document.isNil(at: try current(Any.self))
        if isNil { advance() }
        return isNil
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try element { $0.bool(at: $1) } }
    mutating func decode(_ type: String.Type) throws -> String { try element { $0.string(at: $1) } }
    mutating func decode(_ type: Double.Type) throws -> Double { try element { $0.double(at: $1) } }
    mutating func decode(_ type: Float.Type) throws -> Float { try element { $0.float(at: $1) } }
    mutating func decode(_ type: Int128.Type) throws -> Int128 { try element { $0.integer(at: $1) } }
    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try element { $0.integer(at: $1) } }

    @inline(__always)
    mutating func decode<Number: FixedWidthInteger & Decodable>(_ type: Number.Type) throws -> Number {
        try element { $0.integer(at: $1) }
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try document.value(type, at: current(type)) { nestedPath }
        advance()
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        let container = try decoder(type).container(keyedBy: type)
        advance()
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try decoder([Any].self).unkeyedContainer()
        advance()
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try decoder((any Decoder).self)
        advance()
        return decoder
    }

    private func decoder(_ type: Any.Type) throws -> MessagePackDecoder {
        MessagePackDecoder(document, at: try current(type), path: nestedPath)
    }

    private var nestedPath: MessagePackPath { MessagePackPath(MessagePackKey.index(currentIndex), in: path) }

    /// Where the next element is; `type` is what was asked for, for the error that says that there is none.
    private func current(_ type: Any.Type) throws -> Int {
        if !isAtEnd { return offset }
        throw DecodingError.valueNotFound(type, .init(codingPath: codingPath, debugDescription: "the array has ended"))
    }

    /// Steps over the next element when it is what was asked for.
    @inline(__always)
    private mutating func element<Value>(_ read: (MessagePackDocument, Int) -> Value?) throws -> Value {
        guard let value = read(document, try current(Value.self)) else {
            throw try decoder(Value.self).mismatch(Value.self)
        }
        advance()
        return value
    }

    private mutating func advance() {
        currentIndex += 1
        offset = document.end(of: offset)
    }
}
