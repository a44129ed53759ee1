import StrataCompression
import StrataCore
import Testing

/// Every form that was ever stored is read for ever, and written as it was where the form leaves no choice.
@Suite struct StorageFormatTests {
    private let json = JSONCodec(sortsKeys: true)
    private let packed = MessagePackCodec()

    @Test func plainJSON() throws {
        let bytes = try Fixture.bytes("json.bin")
        #expect(try JSONCodec().decodeValue(Sample.Work.self, from: bytes) == Sample.work)
        #expect(try packed.decodeValue(Sample.Work.self, from: bytes) == Sample.work)
        #expect(try json.encodeEntry(Sample.work) == bytes)
    }

    @Test func rawBytes() throws {
        let bytes = try Fixture.bytes("raw.bin")
        #expect(bytes == Sample.bytes)
        for codec in [json, packed] as [any CacheCodec] {
            #expect(try codec.decodeValue([UInt8].self, from: bytes) == Sample.bytes)
            #expect(try codec.encodeEntry(Sample.bytes) == bytes)
        }
    }

    @Test func rawBytesThatBeginWithAMark() throws {
        let bytes = try Fixture.bytes("raw-escaped.bin")
        for codec in [json, packed] as [any CacheCodec] {
            #expect(try codec.decodeValue([UInt8].self, from: bytes) == Sample.markedBytes)
            #expect(try codec.encodeEntry(Sample.markedBytes) == bytes)
        }
    }

    @Test func messagePack() throws {
        let bytes = try Fixture.bytes("messagepack.bin")
        #expect(try packed.decodeValue(Sample.Work.self, from: bytes) == Sample.work)
        #expect(try json.decodeValue(Sample.Work.self, from: bytes) == Sample.work)
        #expect(try packed.encodeEntry(Sample.work) == bytes)
    }

    @Test func jsonWithMetadata() throws {
        let bytes = try Fixture.bytes("envelope-json.bin")
        let entry = StoredEntry(value: Sample.work, metadata: Sample.metadata)
        #expect(try json.decodeEntry(Sample.Work.self, from: bytes) == entry)
        #expect(try json.decodeValue(Sample.Work.self, from: bytes) == Sample.work)
        #expect(try json.encodeEntry(Sample.work, metadata: Sample.metadata) == bytes)
    }

    @Test func otherBytesWithMetadata() throws {
        let bytes = try Fixture.bytes("envelope-binary.bin")
        let entry = StoredEntry(value: Sample.work, metadata: Sample.metadata)
        #expect(try packed.decodeEntry(Sample.Work.self, from: bytes) == entry)
        #expect(try packed.decodeValue(Sample.Work.self, from: bytes) == Sample.work)
        #expect(try packed.encodeEntry(Sample.work, metadata: Sample.metadata) == bytes)
    }

    @Test func jsonThatLooksLikeAnEnvelope() throws {
        let bytes = try Fixture.bytes("envelope-escaping.bin")
        let value = ["$strata": 1]
        #expect(try json.decodeEntry([String: Int].self, from: bytes) == StoredEntry(value: value, metadata: .init()))
        #expect(try json.encodeEntry(value) == bytes)
    }

    /// The compressed bytes may differ from one release of the libraries to the next; what they stand for may not.
    @Test(arguments: ["compressed-zlib.bin", "compressed-lz4.bin"])
    func compressed(name: String) throws {
        let bytes = try Fixture.bytes(name)
        for codec in [CompressingCodec(json), CompressingCodec(json, algorithm: .lz4)] {
            #expect(try codec.decodeValue(String.self, from: bytes) == Sample.text)
        }
        #expect(bytes.starts(with: [0xC1, 3]))
    }

    @Test func bytesThatOnlyLookCompressed() throws {
        let bytes = try Fixture.bytes("compressed-stored.bin")
        let codec = CompressingCodec(CompressingCodec(json, threshold: 0), threshold: 1 << 20)
        #expect(try codec.decodeValue(String.self, from: bytes) == Sample.text)
    }

    @Test func everyFixtureHasItsTest() throws {
        #expect(
            try Fixture.names() == [
                "json.bin", "raw.bin", "raw-escaped.bin", "messagepack.bin", "envelope-json.bin", "envelope-binary.bin",
                "envelope-escaping.bin", "compressed-zlib.bin", "compressed-lz4.bin", "compressed-stored.bin",
            ]
        )
    }
}
