import StrataCompression
import StrataCore
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct CompressingCodecTests {
    static let algorithms: [CompressionAlgorithm] = [.zlib(level: 1), .zlib(), .zlib(level: 9), .zlib(level: 99), .lz4]

    private let text = String(repeating: "What was costly to make is kept. ", count: 200)

    private func expectFailure<Value: CacheValue>(
        _ type: Value.Type,
        _ bytes: some Sequence<UInt8>,
        _ codec: some CacheCodec,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let error = #expect(throws: CacheError.self, sourceLocation: sourceLocation) {
            try codec.decode(type, from: Array(bytes))
        }
        #expect(error?.code == .decodingFailed, sourceLocation: sourceLocation)
    }

    @Test(arguments: algorithms)
    func whatIsLargeGetsSmallerAndComesBack(algorithm: CompressionAlgorithm) throws {
        let json = CompressingCodec(JSONCodec(), algorithm: algorithm)
        let packed = CompressingCodec(MessagePackCodec(), algorithm: algorithm)
        let bytes = try json.encode(text)
        #expect(bytes.prefix(2) == [0xC1, 3])
        #expect(bytes.count < text.utf8.count / 10)
        #expect(try json.decode(String.self, from: bytes) == text)
        #expect(try packed.decode([String: [String]].self, from: packed.encode(["a": [text]])) == ["a": [text]])
    }

    @Test(arguments: algorithms)
    func rawBytesAreCompressedToo(algorithm: CompressionAlgorithm) throws {
        let codec = CompressingCodec(JSONCodec(), algorithm: algorithm)
        let zeros = [UInt8](repeating: 0xC1, count: 16 << 20)
        let bytes = try codec.encode(zeros)
        #expect(bytes.count < zeros.count / 100)
        #expect(try codec.decode([UInt8].self, from: bytes) == zeros)
        #expect(try codec.decode(Data.self, from: codec.encode(Data(zeros))) == Data(zeros))
    }

    @Test func theThresholdDecides() throws {
        let codec = CompressingCodec(JSONCodec())
        let below = [UInt8](repeating: 1, count: 1023)
        let above = [UInt8](repeating: 1, count: 1024)
        #expect(try codec.encode(below) == below)
        #expect(try codec.encode(above).count < 100)
        #expect(try CompressingCodec(JSONCodec(), threshold: 2000).encode(above) == above)
        #expect(try CompressingCodec(JSONCodec(), threshold: -1).encode([UInt8]()) == [])
    }

    @Test(arguments: algorithms)
    func whatDoesNotGetSmallerIsStoredAsItIs(algorithm: CompressionAlgorithm) throws {
        var state: UInt64 = 88_172_645_463_325_252
        let dense: [UInt8] =
            [1]
            + (0..<4096).map { _ in
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                return UInt8(truncatingIfNeeded: state >> 32)
            }
        let codec = CompressingCodec(JSONCodec(), algorithm: algorithm)
        #expect(try codec.encode(dense) == dense)
        #expect(try codec.decode([UInt8].self, from: codec.encode(dense)) == dense)
    }

    @Test func whatLooksLikeAFrameStaysWhatItIs() throws {
        for threshold in [0, 1024] {
            let codec = CompressingCodec(JSONCodec(), threshold: threshold)
            let frame = try CompressingCodec(JSONCodec()).encode(text)
            for bytes in [[0xC1], [0xC1, 3], [0xC1, 3, 1, 0, 0, 0, 1, 0], frame, frame + frame] {
                #expect(try codec.decode([UInt8].self, from: codec.encode(bytes)) == bytes)
            }
        }
    }

    @Test func aCodecWhoseBytesLookLikeAFrameIsNotMistaken() throws {
        let codec = CompressingCodec(Echo(), threshold: 1 << 20)
        #expect(try codec.encode("x") == [0xC1, 3, 0, 0, 0, 0, 3, 0xC1, 3, 0x78])
        #expect(try codec.decode(String.self, from: codec.encode("x")) == "x")
    }

    @Test func codecsNest() throws {
        let codec = CompressingCodec(CompressingCodec(JSONCodec(), algorithm: .lz4, threshold: 10), threshold: 10)
        #expect(try codec.decode(String.self, from: codec.encode(text)) == text)
        #expect(try codec.decode(String.self, from: codec.encode("short text")) == "short text")
    }

    @Test func entriesOfEveryOtherFormAreRead() throws {
        let readers: [any CacheCodec] = [
            CompressingCodec(JSONCodec()), CompressingCodec(MessagePackCodec(), algorithm: .lz4, threshold: 0),
        ]
        let writers: [any CacheCodec] =
            readers + [
                JSONCodec(), MessagePackCodec(), CompressingCodec(JSONCodec(), algorithm: .lz4, threshold: 0),
            ]
        for reader in readers {
            for writer in writers {
                #expect(try reader.decode([String].self, from: writer.encode([text])) == [text])
                #expect(try reader.decode([UInt8].self, from: writer.encode([UInt8](text.utf8))) == [UInt8](text.utf8))
            }
        }
        let frame = try CompressingCodec(JSONCodec()).encode(text)
        expectFailure(String.self, frame, JSONCodec())
    }

    @Test(arguments: [CompressionAlgorithm.zlib(), .lz4])
    func damageIsNoticed(algorithm: CompressionAlgorithm) throws {
        let codec = CompressingCodec(JSONCodec(), algorithm: algorithm)
        let original = (0..<500).map { UInt8(truncatingIfNeeded: $0 * $0) } + [UInt8](text.utf8)
        let frame = try codec.encode(original)
        for length in 2..<frame.count {
            expectFailure([UInt8].self, frame[..<length], codec)
        }
        for index in 2..<frame.count {
            for bit in 0..<8 {
                var damaged = frame
                damaged[index] ^= 1 << bit
                do {
                    // Some bits of the two formats say nothing about the content; then it must be the same.
                    #expect(try codec.decode([UInt8].self, from: damaged) == original)
                } catch {
                    #expect(error.code == .decodingFailed)
                }
            }
        }
        expectFailure([UInt8].self, frame + [0], codec)
    }

    @Test(arguments: [CompressionAlgorithm.zlib(), .lz4])
    func nothingExpandsBeyondTheMaximum(algorithm: CompressionAlgorithm) throws {
        let small = CompressingCodec(JSONCodec(), algorithm: algorithm, maximumSize: 100_000)
        let large = CompressingCodec(JSONCodec(), algorithm: algorithm)
        let bomb = try large.encode([UInt8](repeating: 0, count: 100_001))
        expectFailure([UInt8].self, bomb, small)
        let most = [UInt8](repeating: 0, count: 100_000)
        #expect(try small.decode([UInt8].self, from: large.encode(most)) == most)
        let more = [UInt8](repeating: 0, count: 100_001)
        #expect(try small.encode(more) == more)
        #expect(try small.decode([UInt8].self, from: small.encode(more)) == more)
    }

    @Test func lengthsThatLieAreRefused() throws {
        let frame = try CompressingCodec(JSONCodec(), maximumSize: .max).encode(text)
        let codec = CompressingCodec(JSONCodec(), maximumSize: .max)
        for length: [UInt8] in [
            [0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0x19, 0xC9], [0, 0, 0xFF, 0xFF], [255, 255, 255, 255],
        ] {
            let lying = frame[..<3] + length + frame[7...]
            expectFailure(String.self, lying, codec)
        }
        for form: UInt8 in [3, 255] {
            let unknown = frame[..<2] + [form] + frame[3...]
            expectFailure(String.self, unknown, codec)
        }
    }

    @Test func theErrorsOfTheOtherCodecPassThrough() throws {
        let codec = CompressingCodec(JSONCodec(), threshold: 0)
        let bytes = try codec.encode(text)
        expectFailure(Int.self, bytes, codec)
        let error = #expect(throws: CacheError.self) { try codec.encode(Unencodable()) }
        #expect(error?.code == .encodingFailed)
    }
}

/// A codec that does not care for marks.
private struct Echo: CacheCodec {
    func encode<Value: CacheValue>(_ value: Value) throws(CacheError) -> [UInt8] {
        [0xC1, 3] + Array("\(value)".utf8)
    }

    func decode<Value: CacheValue>(_ type: Value.Type, from bytes: [UInt8]) throws(CacheError) -> Value {
        guard let value = String(decoding: bytes.dropFirst(2), as: UTF8.self) as? Value else {
            throw CacheError(.decodingFailed)
        }
        return value
    }
}

private struct Unencodable: Codable {
    func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(0, .init(codingPath: [], debugDescription: ""))
    }
}
