/// A value that encodes nothing at all.
struct Empty: Codable, Equatable, Sendable {}

/// A value that cannot be encoded.
struct Throwing: Codable, Sendable {
    struct Refusal: Error {}

    init() {}

    init(from decoder: any Decoder) throws { throw Refusal() }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(1)
        throw Refusal()
    }
}

/// A value that writes every name twice, as a subclass may that shares the container of its superclass.
struct Repeating: Codable, Sendable {
    let size: Int

    func encode(to encoder: any Encoder) throws {
        for round in [0, 1000] {
            var container = encoder.container(keyedBy: AnyName.self)
            for index in 0..<size { try container.encode(index + round, forKey: AnyName("\(index)")) }
        }
    }
}

/// A value that catches what its members throw.
struct Forgiving: Codable, Sendable {
    init() {}

    init(from decoder: any Decoder) throws {}

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyName.self)
        try container.encode(1, forKey: AnyName("before"))
        try? container.encode(Throwing(), forKey: AnyName("inside"))
        try? container.encode([Throwing()], forKey: AnyName("deeper"))
        try container.encode(2, forKey: AnyName("after"))
    }
}

/// A value that writes one value where there is room for one, and then another.
struct WritingTwice: Codable, Sendable {
    var mixes = false

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(1)
        if mixes {
            var members = encoder.container(keyedBy: AnyName.self)
            try members.encode(2, forKey: AnyName("two"))
        } else {
            try container.encode(2)
        }
    }
}

/// A table that is stored by columns, both of which are open at once.
struct Columns: Codable, Equatable, Sendable {
    let rows: [(Int, String)]

    init(rows: [(Int, String)]) {
        self.rows = rows
    }

    static func == (left: Columns, right: Columns) -> Bool {
        left.rows.elementsEqual(right.rows) { $0 == $1 }
    }

    func encode(to encoder: any Encoder) throws {
        var columns = encoder.container(keyedBy: AnyName.self)
        var numbers = columns.nestedUnkeyedContainer(forKey: AnyName("numbers"))
        try columns.encode(rows.count, forKey: AnyName("count"))
        var texts = columns.nestedContainer(keyedBy: AnyName.self, forKey: AnyName("texts"))
        for (number, text) in rows {
            try texts.encode(text, forKey: AnyName("\(number)"))
            try numbers.encode(number)
            try columns.encode(number, forKey: AnyName("extra \(number)"))
        }
    }

    init(from decoder: any Decoder) throws {
        let columns = try decoder.container(keyedBy: AnyName.self)
        var numbers = try columns.nestedUnkeyedContainer(forKey: AnyName("numbers"))
        let texts = try columns.nestedContainer(keyedBy: AnyName.self, forKey: AnyName("texts"))
        var rows: [(Int, String)] = []
        while !numbers.isAtEnd {
            let number = try numbers.decode(Int.self)
            rows.append((number, try texts.decode(String.self, forKey: AnyName("\(number)"))))
        }
        guard try columns.decode(Int.self, forKey: AnyName("count")) == rows.count else {
            throw Throwing.Refusal()
        }
        self.rows = rows
    }
}

/// A class and its subclass, each in a container of its own.
class Animal: Codable, @unchecked Sendable {
    // Sendable because all its properties, and those of its subclass, are constants.
    let name: String
    let weight: Double

    init(name: String, weight: Double) {
        self.name = name
        self.weight = weight
    }
}

/// The subclass: its superclass goes into `superEncoder()`.
final class Terrier: Animal, Equatable, @unchecked Sendable {
    let tricks: [String: Int]

    init(name: String, tricks: [String: Int], weight: Double) {
        self.tricks = tricks
        super.init(name: name, weight: weight)
    }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: AnyName.self)
        tricks = try container.decode([String: Int].self, forKey: AnyName("tricks"))
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyName.self)
        try super.encode(to: container.superEncoder())
        try container.encode(tricks, forKey: AnyName("tricks"))
    }

    static func == (left: Terrier, right: Terrier) -> Bool {
        left.name == right.name && left.weight == right.weight && left.tricks == right.tricks
    }
}

/// A key of any name.
struct AnyName: CodingKey {
    let stringValue: String

    init(_ name: String) {
        stringValue = name
    }

    init?(stringValue: String) {
        self.init(stringValue)
    }

    init?(intValue: Int) { nil }

    var intValue: Int? { nil }
}

/// A value that writes into the container of its parent while it is encoded itself.
struct Smuggler: Codable, Sendable {
    func encode(to encoder: any Encoder) throws {
        var outer = encoder.unkeyedContainer()
        try outer.encode(1)
        try outer.encode(Inner(outer: outer))
    }

    init() {}

    init(from decoder: any Decoder) throws { throw Throwing.Refusal() }

    private struct Inner: Encodable {
        let outer: any UnkeyedEncodingContainer

        func encode(to encoder: any Encoder) throws {
            var container = outer
            try container.encode(2)
        }
    }
}

/// A value that holds itself.
final class Ouroboros: Codable, Sendable {
    init() {}

    init(from decoder: any Decoder) throws {}

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: AnyName.self)
        try container.encode(self, forKey: AnyName("tail"))
    }
}
