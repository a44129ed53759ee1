extension EntryMetadata: Codable {
    private enum CodingKeys: String, CodingKey {
        case grace = "g"
        case loadedAt = "l"
        case loadCost = "c"
        case validator = "e"
        case tagVersions = "t"
    }

    /// Reads the short form of an envelope. Fields of newer versions are passed over.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            grace: try container.decodeIfPresent(Int64.self, forKey: .grace),
            loadedAt: try container.decodeIfPresent(Int64.self, forKey: .loadedAt),
            loadCost: try container.decodeIfPresent(Int64.self, forKey: .loadCost),
            validator: try container.decodeIfPresent(String.self, forKey: .validator)
        )
        for pair in try container.decodeIfPresent([[String]].self, forKey: .tagVersions) ?? [] {
            guard pair.count == 2, let version = UInt64(pair[1]) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .tagVersions,
                    in: container,
                    debugDescription: "a tag's version is not a pair of a name and a number"
                )
            }
            tagVersions[CacheTag(pair[0])] = version
        }
    }

    /// Writes the short form of an envelope: one letter a field, what is empty left out. Tags are pairs in
    /// an array, because an object would take the two spellings of "é" for one name; their versions are decimal text, because
    /// JSON numbers of 64 bits lose digits in other languages.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(grace, forKey: .grace)
        try container.encodeIfPresent(loadedAt, forKey: .loadedAt)
        try container.encodeIfPresent(loadCost, forKey: .loadCost)
        try container.encodeIfPresent(validator, forKey: .validator)
        guard !tagVersions.isEmpty else { return }
        let pairs = tagVersions.map { [$0.name, String($1)] }
        try container.encode(pairs.sorted { CacheKey($0[0]) < CacheKey($1[0]) }, forKey: .tagVersions)
    }
}
