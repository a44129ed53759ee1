import StrataCore
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The bytes that the MessagePack specification prescribes.
@Suite struct MessagePackCodecTests {
    private let codec = MessagePackCodec()

    private func payload<Value: CacheValue>(of value: Value) throws -> [UInt8] {
        let bytes = try codec.encode(value)
        #expect(bytes.prefix(2) == [0xC1, 1])
        return Array(bytes.dropFirst(2))
    }

    private func decode<Value: CacheValue>(_ type: Value.Type, _ payload: [UInt8]) throws -> Value {
        try codec.decode(type, from: [0xC1, 1] + payload)
    }

    @Test func integersTakeTheirSmallestForm() throws {
        #expect(try payload(of: 0) == [0x00])
        #expect(try payload(of: 127) == [0x7F])
        #expect(try payload(of: 128) == [0xCC, 0x80])
        #expect(try payload(of: 256) == [0xCD, 1, 0])
        #expect(try payload(of: 65536) == [0xCE, 0, 1, 0, 0])
        #expect(try payload(of: UInt64.max) == [0xCF] + [UInt8](repeating: 255, count: 8))
        #expect(try payload(of: -1) == [0xFF])
        #expect(try payload(of: -32) == [0xE0])
        #expect(try payload(of: -33) == [0xD0, 0xDF])
        #expect(try payload(of: -129) == [0xD1, 0xFF, 0x7F])
        #expect(try payload(of: -32769) == [0xD2, 0xFF, 0xFF, 0x7F, 0xFF])
        #expect(try payload(of: Int64.min) == [0xD3, 0x80, 0, 0, 0, 0, 0, 0, 0])
        #expect(try payload(of: Int128(-1)) == [0xFF])
        #expect(try payload(of: Int128.min) == [0xC4, 16, 0x80] + [UInt8](repeating: 0, count: 15))
    }

    @Test func otherScalars() throws {
        #expect(try payload(of: true) == [0xC3])
        #expect(try payload(of: false) == [0xC2])
        #expect(try payload(of: [Int?.none]) == [0x91, 0xC0])
        #expect(try payload(of: Float(1.5)) == [0xCA, 0x3F, 0xC0, 0, 0])
        #expect(try payload(of: 1.5) == [0xCA, 0x3F, 0xC0, 0, 0])
        #expect(try payload(of: 0.1) == [0xCB, 0x3F, 0xB9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A])
        #expect(try payload(of: "é") == [0xA2, 0xC3, 0xA9])
        #expect(try payload(of: [[UInt8]([7, 8])]) == [0x91, 0xC4, 2, 7, 8])
        #expect(try payload(of: Date(timeIntervalSinceReferenceDate: 1.5)) == [0xCA, 0x3F, 0xC0, 0, 0])
    }

    @Test func headersGrowWithTheirLength() throws {
        for (length, header): (Int, [UInt8]) in [
            (31, [0xBF]), (32, [0xD9, 32]), (255, [0xD9, 255]), (256, [0xDA, 1, 0]), (65536, [0xDB, 0, 1, 0, 0]),
        ] {
            let text = String(repeating: "a", count: length)
            #expect(try payload(of: text) == header + Array(text.utf8))
        }
        for (length, header): (Int, [UInt8]) in [
            (0, [0x90]), (15, [0x9F]), (16, [0xDC, 0, 16]), (65535, [0xDC, 255, 255]), (65536, [0xDD, 0, 1, 0, 0]),
        ] {
            #expect(
                try payload(of: [Int](repeating: 5, count: length)) == header + [UInt8](repeating: 5, count: length)
            )
        }
        for (count, header): (Int, [UInt8]) in [
            (0, [0x80]), (15, [0x8F]), (16, [0xDE, 0, 16]), (65535, [0xDE, 255, 255]), (65536, [0xDF, 0, 1, 0, 0]),
        ] {
            let map = Dictionary(uniqueKeysWithValues: (0..<count).map { ("\($0)", $0) })
            let bytes = try payload(of: map)
            #expect(Array(bytes.prefix(header.count)) == header)
            #expect(try decode([String: Int].self, bytes) == map)
        }
    }

    @Test func everyBitOfEveryDoubleComesBack() throws {
        let patterns: [UInt64] = [
            0x7FF8_0000_0000_0000, 0x7FF8_0000_0000_0001, 0xFFF8_0000_2000_0000, 0x8000_0000_0000_0000,
            0x0000_0000_0000_0001, 0x3FF0_0000_0000_0001,
        ]
        for pattern in patterns {
            let value = Double(bitPattern: pattern)
            #expect(try codec.decode(Double.self, from: codec.encode(value)).bitPattern == pattern)
        }
    }

    @Test func aStructIsAMapInTheOrderOfItsFields() throws {
        struct Point: Codable, Sendable {
            var x = 1
            var label = "a"
            var note: String?
        }
        #expect(try payload(of: Point()) == [0x82, 0xA1, 0x78, 1, 0xA5] + Array("label".utf8) + [0xA1, 0x61])
    }

    @Test func membersAreFoundInAnyOrderAndStrangersAreSkipped() throws {
        struct Pair: Codable, Equatable, Sendable {
            var a: Int
            var b: String
        }
        let map: [UInt8] = [0x83, 0xA1, 0x62, 0xA1, 0x79, 0xA1, 0x7A, 0x92, 0xC0, 0xD4, 1, 2, 0xA1, 0x61, 0xCD, 0, 5]
        #expect(try decode(Pair.self, map) == Pair(a: 5, b: "y"))
        struct Wide: Codable, Equatable, Sendable {
            var m3: Int
            var m39: Int
            var m0: Int
        }
        let wide = Dictionary(uniqueKeysWithValues: (0..<40).map { ("m\($0)", $0) })
        #expect(try codec.decode(Wide.self, from: codec.encode(wide)) == Wide(m3: 3, m39: 39, m0: 0))
    }

    @Test func numbersOfAnotherFormAreReadWhereTheyAreExact() throws {
        #expect(try decode(Int.self, [0xCB, 0x40, 0x14, 0, 0, 0, 0, 0, 0]) == 5)
        #expect(try decode(Double.self, [0xCD, 1, 0]) == 256)
        #expect(try decode(Float.self, [0xCB, 0x3F, 0xB9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A]) == 0.1)
        #expect(try decode(Int8.self, [0xD3, 255, 255, 255, 255, 255, 255, 255, 0x80]) == -128)
        expectDecodingFailure(Int.self, [0xC1, 1, 0xCA, 0x3F, 0xC0, 0, 0], codec)
        expectDecodingFailure(Float.self, [0xC1, 1, 0xCB, 0x7F, 0xE0, 0, 0, 0, 0, 0, 0], codec)
    }

    @Test func aURLKeepsItsBase() throws {
        let base = try #require(URL(string: "https://example.com/a/"))
        let relative = try #require(URL(string: "b", relativeTo: base))
        let decoded = try codec.decode([URL].self, from: codec.encode([relative]))
        #expect(decoded == [relative])
        #expect(decoded[0].baseURL == base)
    }

    @Test func whatIsWrittenTwiceIsRefused() {
        expectEncodingFailure(WritingTwice(), codec)
        expectEncodingFailure(WritingTwice(mixes: true), codec)
        expectEncodingFailure([WritingTwice()], codec)
    }

    @Test func aKeptContainerIsRefusedLater() {
        expectEncodingFailure(Smuggler(), codec)
    }

    @Test func aCycleEndsInAnError() {
        expectEncodingFailure(Ouroboros(), codec)
    }

    @Test func theErrorSaysWhere() throws {
        let bytes = try codec.encode(["a": [1, 2, -3]])
        let error = #expect(throws: CacheError.self) { try codec.decode([String: [UInt]].self, from: bytes) }
        guard case .typeMismatch(_, let context)? = error?.underlying as? DecodingError else {
            Issue.record("not a mismatch: \(String(describing: error?.underlying))")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == ["a", "2"])
    }
}
