import StrataCore
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A struct of what most values are made of.
struct Profile: Codable, Hashable, Sendable {
    var identifier: Int64 = .min
    var name = "Zoë \u{0} \"quoted\" \\ 日本"
    var score: Double? = 0.1
    var nickname: String?
    var born = Date(timeIntervalSinceReferenceDate: 0.1 + 0.2)
    var tags: [String] = ["a", "", "c"]
    var limits: [String: UInt64] = ["most": .max, "least": .min]
    var byNumber: [Int: Bool] = [-1: true, 7: false]
    var byShape: [Shape: Int] = [.point: 1]
    var shapes: [Shape] = [.point, .circle(radius: 1.5), .named("x", sides: 3)]
    var picture = Data([0, 0xC1, 255])
    var bytes: [UInt8] = [1, 2, 3]
    var grid: [[Int8]] = [[], [-128, 127], [0]]
    var holes: [Int?] = [nil, 1, nil]
    var link = URL(string: "https://example.com/a?b=c#d")
    var token = UUID(uuidString: "E621E1F8-C36C-495A-93FC-0C247A3E6E5F")
    var price = Decimal(string: "1234567890.00000000000000000001")

    enum Shape: Codable, Hashable, Sendable {
        case point
        case circle(radius: Double)
        case named(String, sides: Int)
    }
}

/// A value that nests as deep as one likes.
indirect enum Chain: Codable, Equatable, Sendable {
    case end(Int)
    case link(Chain)

    static func ofDepth(_ depth: Int) -> Chain {
        (0..<depth).reduce(.end(depth)) { inner, _ in .link(inner) }
    }

    init(from decoder: any Decoder) throws {
        if let number = try? decoder.singleValueContainer().decode(Int.self) {
            self = .end(number)
            return
        }
        var container = try decoder.unkeyedContainer()
        self = .link(try container.decode(Chain.self))
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .end(let number):
            var container = encoder.singleValueContainer()
            try container.encode(number)
        case .link(let inner):
            var container = encoder.unkeyedContainer()
            try container.encode(inner)
        }
    }
}

/// Encodes and decodes with `codec`, and expects the same value.
func expectRoundTrip<Value: CacheValue & Equatable>(
    _ value: Value,
    _ codec: some CacheCodec,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(throws: Never.self, sourceLocation: sourceLocation) {
        let decoded = try codec.decode(Value.self, from: codec.encode(value))
        #expect(decoded == value, sourceLocation: sourceLocation)
    }
}

/// Expects that `codec` cannot read `bytes` as `type`, and says so in the one way that is allowed.
func expectDecodingFailure<Value: CacheValue>(
    _ type: Value.Type,
    _ bytes: [UInt8],
    _ codec: some CacheCodec,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let error = #expect(throws: CacheError.self, sourceLocation: sourceLocation) {
        try codec.decode(type, from: bytes)
    }
    #expect(error?.code == .decodingFailed, sourceLocation: sourceLocation)
}

/// Expects that `codec` cannot hold `value`, and says so in the one way that is allowed.
func expectEncodingFailure<Value: CacheValue>(
    _ value: Value,
    _ codec: some CacheCodec,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let error = #expect(throws: CacheError.self, sourceLocation: sourceLocation) { try codec.encode(value) }
    #expect(error?.code == .encodingFailed, sourceLocation: sourceLocation)
}
