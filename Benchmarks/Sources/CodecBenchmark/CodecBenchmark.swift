import StrataCore

/// MessagePack beside JSON in one run: time to encode, time to decode, size.
@main
struct CodecBenchmark {
    static func main() throws {
        print("MessagePack beside JSON, one thread; below 1.00 MessagePack is the better one")
        print(Line.heading)
        try compare("row", Row.sample(7))
        try compare("work", Work.sample(8))
        try compare("100 works", (0..<100).map(Work.sample))
        try compare("1000 rows", (0..<1000).map(Row.sample))
        try compare("1000 integers", (0..<1000).map { $0 * $0 })
        try compare("1000 doubles", (0..<1000).map { Double($0) / 7 })
        try compare("dictionary of 1000", Dictionary(uniqueKeysWithValues: (0..<1000).map { ("key \($0)", $0) }))
        try compare("text of 10 KB", String(repeating: "Strata keeps what was costly to make. ", count: 263))
    }

    private static func compare<Value: CacheValue & Equatable>(_ name: String, _ value: Value) throws {
        let json = JSONCodec()
        let packed = MessagePackCodec()
        let (text, bytes) = (try json.encode(value), try packed.encode(value))
        guard try packed.decode(Value.self, from: bytes) == value, try json.decode(Value.self, from: text) == value
        else {
            throw Mismatch(name: name)
        }
        let writing = try Timing.alternate({ _ = try packed.encode(value) }, { _ = try json.encode(value) })
        let reading = try Timing.alternate(
            { _ = try packed.decode(Value.self, from: bytes) },
            { _ = try json.decode(Value.self, from: text) }
        )
        print(Line(name: name, writing: writing, reading: reading, sizes: (bytes.count, text.count)).text)
    }

    private struct Mismatch: Error {
        let name: String
    }
}
