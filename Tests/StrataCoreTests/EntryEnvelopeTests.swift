import StrataCore
import Testing

/// What backends store for a value and its metadata.
@Suite struct EntryEnvelopeTests {
    struct Page: Codable, Sendable, Equatable {
        var title: String
        var number: Int
    }

    let metadata = EntryMetadata(
        grace: 1_700_000_000_000,
        loadedAt: -1,
        loadCost: 12,
        validator: #"W/"a}\"{""#,
        tagVersions: ["caf\u{E9}": .max, "cafe\u{301}": 1]
    )

    @Test func withoutMetadataTheCodecsOwnBytesAreStored() throws {
        let codec = JSONCodec(sortsKeys: true)
        let bytes = try codec.encodeEntry(Page(title: "a", number: 1))
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"number":1,"title":"a"}"#)
    }

    @Test func metadataAroundJSONIsJSON() throws {
        let codec = JSONCodec(sortsKeys: true)
        let page = Page(title: #"} "v": {"#, number: 1)
        let bytes = try codec.encodeEntry(page, metadata: metadata)
        #expect(bytes.starts(with: #"{"$strata":1,"m":{"#.utf8))
        #expect(try codec.decodeValue(Page.self, from: bytes) == page)
        #expect(try codec.decodeEntry(Page.self, from: bytes) == StoredEntry(value: page, metadata: metadata))
    }

    @Test func metadataAroundRawBytesIsBinary() throws {
        let codec = JSONCodec()
        let value: [UInt8] = [0xC1, 2, 0, 0, 0]
        let bytes = try codec.encodeEntry(value, metadata: metadata)
        #expect(bytes.starts(with: [0xC1, 2]))
        #expect(try codec.decodeEntry([UInt8].self, from: bytes) == StoredEntry(value: value, metadata: metadata))
    }

    @Test(arguments: [#"{"$strata":1,"m":{},"v":1}"#, #"{"$strata":9}"#, #"{"$strata":"#])
    func rawBytesThatLookLikeAnEnvelopeStayWhatTheyAre(text: String) throws {
        let codec = JSONCodec()
        let bytes = try codec.encodeEntry(Array(text.utf8))
        #expect(try codec.decodeValue([UInt8].self, from: bytes) == Array(text.utf8))
    }

    @Test func valuesThatLookLikeAnEnvelopeStayWhatTheyAre() throws {
        let codec = JSONCodec(sortsKeys: true)
        for value in [["$strata": 1, "m": 2, "v": 3], ["$strata": 2]] {
            let bytes = try codec.encodeEntry(value)
            #expect(try codec.decodeValue([String: Int].self, from: bytes) == value)
            #expect(try codec.decodeEntry([String: Int].self, from: bytes).metadata.isEmpty)
        }
    }

    @Test(arguments: [
        #"{"$strata":2,"m":{},"v":1}"#, #"{"$strata":1,"m":{},"v":1"#, #"{"$strata":1,"m":{"#, #"{"$strata":1,"m":{}}"#,
    ])
    func aDamagedEnvelopeIsReported(text: String) {
        #expect { try JSONCodec().decodeValue(Int.self, from: Array(text.utf8)) } throws: {
            ($0 as? CacheError)?.code == .decodingFailed
        }
    }

    @Test func everyTruncationOfABinaryEnvelopeIsReported() throws {
        let bytes = try JSONCodec().encodeEntry([UInt8](), metadata: metadata)
        for count in 2..<bytes.count {
            #expect(throws: CacheError.self) {
                try JSONCodec().decodeEntry([UInt8].self, from: Array(bytes.prefix(count)))
            }
        }
    }

    /// A codec that does not care for marks, as a binary format of somebody else's may not.
    struct Foreign: CacheCodec {
        func encode<Value: CacheValue>(_ value: Value) throws(CacheError) -> [UInt8] {
            guard let bytes = value as? [UInt8] else { throw CacheError(.encodingFailed) }
            return bytes
        }

        func decode<Value: CacheValue>(_ type: Value.Type, from bytes: [UInt8]) throws(CacheError) -> Value {
            guard let value = bytes as? Value else { throw CacheError(.decodingFailed) }
            return value
        }
    }

    @Test(
        arguments: [
            [0xC1], [0xC1, 0], [0xC1, 1], [0xC1, 2], [0xC1, 2, 0, 0, 0, 0], [0xC1, 3], [0xC1, 99], [0x7B], [],
            Array(#"{"$strata":1,"m":{},"v":1}"#.utf8),
        ] as [[UInt8]]
    )
    func bytesOfAForeignCodecAreNeverMistaken(bytes: [UInt8]) throws {
        let codec = Foreign()
        #expect(try codec.decodeValue([UInt8].self, from: codec.encodeEntry(bytes)) == bytes)
        let entry = StoredEntry(value: bytes, metadata: metadata)
        #expect(try codec.decodeEntry([UInt8].self, from: codec.encodeEntry(bytes, metadata: metadata)) == entry)
    }
}
