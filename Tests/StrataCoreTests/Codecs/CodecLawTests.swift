import StrataCore
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What every codec promises for every value: law 7.
@Suite struct CodecLawTests {
    static let codecs: [any CacheCodec] = [JSONCodec(), JSONCodec(sortsKeys: true), MessagePackCodec()]

    @Test(arguments: codecs)
    func structs(codec: any CacheCodec) {
        expectRoundTrip(Profile(), codec)
        expectRoundTrip([Profile(), Profile(name: "")], codec)
    }

    @Test(arguments: codecs)
    func numbers(codec: any CacheCodec) {
        expectRoundTrip([Int64.min, -(1 << 31) - 1, -32769, -129, -33, -32, -1, 0, 127, 128, 1 << 40, .max], codec)
        expectRoundTrip([UInt64.min, 127, 128, 255, 256, 65535, 65536, 1 << 32 - 1, 1 << 32, .max], codec)
        expectRoundTrip([Int128.min, Int128(Int64.min), -1, Int128(UInt64.max), .max], codec)
        expectRoundTrip([UInt128.min, UInt128(UInt64.max), .max], codec)
        expectRoundTrip([Int8.min, .max], codec)
        expectRoundTrip([Float.leastNonzeroMagnitude, 0.1, .greatestFiniteMagnitude, .infinity, -.infinity], codec)
        expectRoundTrip([Double.leastNonzeroMagnitude, 0.1, 1e300, .greatestFiniteMagnitude, .infinity], codec)
    }

    @Test(arguments: codecs)
    func notANumber(codec: any CacheCodec) throws {
        #expect(try codec.decode(Double.self, from: codec.encode(Double.nan)).isNaN)
        #expect(try codec.decode([Float].self, from: codec.encode([Float.nan]))[0].isNaN)
        #expect(try codec.decode(Double.self, from: codec.encode(-0.0)).sign == .minus)
        expectRoundTrip(-Double.infinity, codec)
    }

    @Test(arguments: codecs)
    func fragments(codec: any CacheCodec) {
        expectRoundTrip("", codec)
        expectRoundTrip("\u{0}", codec)
        expectRoundTrip(String(repeating: "é🧩/\u{2028}", count: 20_000), codec)
        expectRoundTrip(true, codec)
        expectRoundTrip(0, codec)
        expectRoundTrip(Int64.min, codec)
        expectRoundTrip(UInt64.max, codec)
        expectRoundTrip(Optional(5), codec)
        expectRoundTrip([Int](), codec)
        expectRoundTrip([String: Int](), codec)
        expectRoundTrip(Profile.Shape.point, codec)
    }

    @Test(arguments: codecs)
    func everyBitOfADate(codec: any CacheCodec) {
        for seconds in [0.1 + 0.2, -1e-9, 1e-300, 799_999_999.123_456_7, -62_135_769_600.000_1, 1e18] {
            expectRoundTrip(Date(timeIntervalSinceReferenceDate: seconds), codec)
            expectRoundTrip([Date(timeIntervalSince1970: seconds)], codec)
        }
    }

    @Test(arguments: codecs)
    func decimals(codec: any CacheCodec) {
        for text in ["0", "-0.1", "1e100", "1e-100", "99999999999999999999999999999999999999", "123.4500"] {
            if let number = Decimal(string: text) { expectRoundTrip([number], codec) }
        }
    }

    @Test(arguments: codecs)
    func rawBytes(codec: any CacheCodec) {
        for bytes: [UInt8] in [[], [0], [0xC1], [0xC1, 1], [0xC1, 0, 5], Array("{\"a\":1}".utf8)] {
            expectRoundTrip(bytes, codec)
            expectRoundTrip(Data(bytes), codec)
            expectRoundTrip([bytes], codec)
            expectRoundTrip(["data": Data(bytes)], codec)
        }
    }

    @Test(arguments: codecs)
    func sixteenMebibytes(codec: any CacheCodec) {
        expectRoundTrip(Data(repeating: 0xC1, count: 16 << 20), codec)
        expectRoundTrip([Data(repeating: 7, count: 16 << 20)], codec)
        expectRoundTrip(String(repeating: "x", count: 16 << 20), codec)
    }

    @Test(arguments: codecs)
    func depth(codec: any CacheCodec) {
        expectRoundTrip(Chain.ofDepth(256), codec)
        expectRoundTrip(Chain.ofDepth(500), codec)
        expectEncodingFailure(Chain.ofDepth(600), codec)
    }

    @Test(arguments: codecs)
    func inheritance(codec: any CacheCodec) {
        expectRoundTrip(Terrier(name: "Rex", tricks: ["sit": 1], weight: 4), codec)
    }

    @Test(arguments: codecs)
    func interleavedContainers(codec: any CacheCodec) {
        expectRoundTrip(Columns(rows: (0..<40).map { ($0, "\($0)") }), codec)
    }

    @Test(arguments: codecs)
    func whatEncodesNothing(codec: any CacheCodec) {
        expectRoundTrip(Empty(), codec)
        expectRoundTrip([Empty(), Empty()], codec)
        expectEncodingFailure(Throwing(), codec)
        expectEncodingFailure(["in here": Throwing()], codec)
    }

    @Test(arguments: codecs)
    func aNameWrittenTwiceKeepsItsLastValue(codec: any CacheCodec) throws {
        for size in [1, 3, 40] {
            let decoded = try codec.decode([String: Int].self, from: codec.encode(Repeating(size: size)))
            #expect(decoded == Dictionary(uniqueKeysWithValues: (0..<size).map { ("\($0)", $0 + 1000) }))
        }
    }

    @Test(arguments: codecs)
    func whatFailsInsideAndIsCaughtLeavesNothing(codec: any CacheCodec) throws {
        let decoded = try codec.decode([String: Int].self, from: codec.encode(Forgiving()))
        #expect(decoded == ["before": 1, "after": 2])
    }

    @Test(arguments: codecs)
    func wrongTypes(codec: any CacheCodec) throws {
        expectDecodingFailure(Int.self, try codec.encode("text"), codec)
        expectDecodingFailure(Int8.self, try codec.encode(128), codec)
        expectDecodingFailure(UInt.self, try codec.encode(-1), codec)
        expectDecodingFailure(String.self, try codec.encode(5), codec)
        expectDecodingFailure(Bool.self, try codec.encode(1), codec)
        expectDecodingFailure([Int].self, try codec.encode(["a": 1]), codec)
        expectDecodingFailure([String: Int].self, try codec.encode([1]), codec)
        expectDecodingFailure(Profile.self, try codec.encode(["name": "x"]), codec)
        expectDecodingFailure(Profile.Shape.self, try codec.encode(["unknown": [String: Int]()]), codec)
        expectDecodingFailure([Int].self, try codec.encode([1, nil, 3]), codec)
        expectDecodingFailure(Date.self, try codec.encode("yesterday"), codec)
    }

    @Test func eachReadsWhatTheOtherWrote() throws {
        let profile = Profile()
        #expect(try JSONCodec().decode(Profile.self, from: MessagePackCodec().encode(profile)) == profile)
        #expect(try MessagePackCodec().decode(Profile.self, from: JSONCodec().encode(profile)) == profile)
    }
}
