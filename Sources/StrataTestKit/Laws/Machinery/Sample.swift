/// A value such as an application has: a few fields, one of them left out.
struct Sample: Codable, Hashable, Sendable {
    var identifier = 7
    var name = "Überraschung \u{1F389}"
    var score = 0.1
    var labels = ["a", "", "c"]
    var note: String?
}

/// A value of another shape, which no ``Sample`` can be read as.
struct OtherSample: Codable, Hashable, Sendable {
    var isActive = true
    var owner = Sample()
}

/// A value that cannot be encoded.
struct UnencodableSample: Codable, Sendable {
    init() {}

    init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "never decodable"))
    }

    func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(
            self,
            .init(codingPath: encoder.codingPath, debugDescription: "never encodable")
        )
    }
}
