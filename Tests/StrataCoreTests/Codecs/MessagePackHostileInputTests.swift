import StrataCore
import Testing

/// Bytes that nobody should have written: each is an error, and none costs more than its own size.
@Suite struct MessagePackHostileInputTests {
    private let codec = MessagePackCodec()

    private func expectFailure<Value: CacheValue>(
        _ type: Value.Type,
        _ payload: [UInt8],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        expectDecodingFailure(type, [0xC1, 1] + payload, codec, sourceLocation: sourceLocation)
    }

    @Test func everyTruncation() throws {
        let bytes = try codec.encode(Profile())
        for length in 1..<bytes.count { expectDecodingFailure(Profile.self, Array(bytes[..<length]), codec) }
        expectDecodingFailure(Profile.self, bytes + [0], codec)
    }

    @Test func lengthsBeyondTheEnd() {
        for form: UInt8 in [0xC6, 0xC9, 0xDB, 0xDD, 0xDF] {
            expectFailure([Int].self, [form, 255, 255, 255, 255])
            expectFailure([Int].self, [form, 255, 255, 255, 255, 0, 0])
            expectFailure(String.self, [form, 0x7F, 255, 255, 255, 0])
        }
        for form: UInt8 in [0xC5, 0xC8, 0xDA, 0xDC, 0xDE] { expectFailure([Int].self, [form, 255, 255]) }
        for first in UInt8.min...UInt8.max where first != 0x90 { expectFailure([[String]].self, [first]) }
    }

    @Test func depth() {
        expectFailure(Chain.self, [UInt8](repeating: 0x91, count: 100_000))
        expectFailure(Chain.self, [UInt8](repeating: 0x91, count: 100_000) + [0])
        expectFailure(Chain.self, [UInt8](repeating: 0x91, count: 513) + [0])
        expectFailure([Int].self, [UInt8](repeating: 0x81, count: 100_000))
    }

    @Test func namesThatComeTwice() {
        expectFailure([String: Int].self, [0x82, 0xA1, 0x61, 1, 0xA1, 0x61, 2])
        let many = (UInt8(0)..<20).flatMap { index -> [UInt8] in [0xA1, 0x61 + index, 1] }
        #expect(throws: Never.self) { try codec.decode([String: Int].self, from: [0xC1, 1, 0xDE, 0, 20] + many) }
        expectFailure([String: Int].self, [0xDE, 0, 21] + many + [0xA1, 0x65, 2])
    }

    @Test func namesThatAreNoText() {
        expectFailure([String: Int].self, [0x81, 0x01, 0x01])
        expectFailure([Int: Int].self, [0x81, 0x01, 0x01])
    }

    @Test func textThatIsNoUTF8() {
        expectFailure(String.self, [0xA2, 0xC3, 0x28])
        expectFailure([String].self, [0x91, 0xA1, 0xFF])
        expectFailure([String: Int].self, [0x81, 0xA1, 0xFF, 1])
    }

    @Test func marksOfOtherForms() {
        expectDecodingFailure(Int.self, [0xC1], codec)
        expectDecodingFailure(Int.self, [0xC1, 1], codec)
        for mark: UInt8 in [0, 2, 3, 4, 5, 255] { expectDecodingFailure(Int.self, [0xC1, mark, 5], codec) }
        expectDecodingFailure(Int.self, [], codec)
        expectFailure(Int.self, [0xC1])
    }

    @Test func anyChangedByteIsAnErrorOrAValue() throws {
        let bytes = try codec.encode(Profile())
        for index in 2..<bytes.count {
            for change: UInt8 in [0x01, 0x10, 0x80, 0xFF] {
                var changed = bytes
                changed[index] ^= change
                do {
                    _ = try codec.decode(Profile.self, from: changed)
                } catch {
                    #expect(error.code == .decodingFailed)
                }
            }
        }
    }

    @Test func noise() {
        var generator = SplitMix(seed: 2)
        for _ in 0..<20_000 {
            let payload = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: 0x80...0xFF, using: &generator) & (Bool.random(using: &generator) ? 0xFF : 0x9F)
            }
            do {
                _ = try codec.decode(Chain.self, from: [0xC1, 1] + payload)
            } catch {
                #expect(error.code == .decodingFailed)
            }
        }
    }

    @Test func wideContainersOfNothing() {
        let count = 1 << 20
        let map: [UInt8] = [0xDF, 0, 0x10, 0, 0] + [UInt8](repeating: 0xA0, count: 2 * count)
        expectFailure([String: Int].self, map)
        let array: [UInt8] = [0xDD, 0, 0x10, 0, 0] + [UInt8](repeating: 0xC0, count: count)
        expectFailure([Int].self, array)
    }
}
