import StrataCore
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct JSONCodecTests {
    private let codec = JSONCodec()

    private func text<Value: CacheValue>(of value: Value, _ codec: JSONCodec = JSONCodec()) throws -> String {
        String(decoding: try codec.encode(value), as: UTF8.self)
    }

    @Test func anotherLanguageReadsIt() throws {
        #expect(try text(of: "a/b \"c\" \\ \n é") == #""a/b \"c\" \\ \n é""#)
        #expect(try text(of: 5) == "5")
        #expect(try text(of: true) == "true")
        #expect(try text(of: [1.5, .nan, .infinity, -.infinity]) == #"[1.5,"NaN","Infinity","-Infinity"]"#)
        #expect(try text(of: [Data([1, 2, 255])]) == #"["AQL/"]"#)
        #expect(try text(of: [Date(timeIntervalSinceReferenceDate: 0.25)]) == "[0.25]")
        #expect(try text(of: ["b": 1, "a": 2], JSONCodec(sortsKeys: true)) == #"{"a":2,"b":1}"#)
    }

    /// What is written without Foundation's coder is what that would have written.
    @Test func fragmentsAreWrittenAsTheCoderWritesThem() throws {
        let coder = JSONEncoder()
        coder.outputFormatting = .withoutEscapingSlashes
        for number in [Int64.min, -1_000_000_000_000_000_000, -1, 0, 1, 999_999_999_999_999_999, .max] {
            #expect(try codec.encode(number) == [UInt8](coder.encode(number)))
            #expect(try codec.encode(Int(number)) == [UInt8](coder.encode(number)))
            expectRoundTrip(number, codec)
        }
        for scalar in (0...0x2FF).compactMap(Unicode.Scalar.init) + ["\u{2028}", "\u{FFFD}", "\u{10FFFF}"] {
            let text = "a\(scalar)b"
            #expect(try codec.encode(text) == [UInt8](coder.encode(text)))
            expectRoundTrip(text, codec)
        }
    }

    /// What is read without Foundation's coder is what that would have read, refusals included.
    @Test(arguments: [
        "", "5", "-5", "05", "-05", "-0", "+5", " 5", "5 ", "5.0", "5e0", "0x5", "--5", "-", "1234567890123456789",
        "9223372036854775807", "9223372036854775808", "\"5\"", "\"", "\"\"", "\"a", "a\"", "\"a\"b\"", "\"\\\"",
        "\"\\u0041\"", " \"a\" ", "\"a\nb\"", "\"é\"", "null", "\"\u{FFFD}\"",
    ])
    func fragmentsAreReadAsTheCoderReadsThem(text: String) {
        let bytes = Array(text.utf8)
        let coder = JSONDecoder()
        #expect((try? codec.decode(Int.self, from: bytes)) == (try? coder.decode(Int.self, from: Data(bytes))))
        #expect((try? codec.decode(Int64.self, from: bytes)) == (try? coder.decode(Int64.self, from: Data(bytes))))
        #expect((try? codec.decode(String.self, from: bytes)) == (try? coder.decode(String.self, from: Data(bytes))))
    }

    @Test func damageIsAnError() {
        expectDecodingFailure(String.self, [0x22, 0xC3, 0x28, 0x22], codec)
        expectDecodingFailure([Int].self, Array("[1,2".utf8), codec)
        expectDecodingFailure([Int].self, [UInt8](repeating: UInt8(ascii: "["), count: 100_000), codec)
        expectDecodingFailure(Double.self, Array("1e999".utf8), codec)
        for mark: UInt8 in [0, 2, 3, 4, 99] { expectDecodingFailure(Int.self, [0xC1, mark, 5], codec) }
    }
}
