import StrataCore
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct RawBytesTests {
    @Test func onlyBytesThatLookMarkedAreEscaped() throws {
        #expect(RawBytes.encode([UInt8]([1, 2])) == [1, 2])
        #expect(RawBytes.encode([UInt8]()) == [])
        #expect(RawBytes.encode(Data([0xC1, 1])) == [0xC1, 0, 0xC1, 1])
        #expect(try RawBytes.decode([UInt8].self, from: [0xC1, 0, 0xC1, 1]) == [0xC1, 1])
        #expect(try RawBytes.decode(Data.self, from: [7]) == Data([7]))
    }

    @Test func otherTypesAreNotRaw() throws {
        #expect(RawBytes.encode("text") == nil)
        #expect(RawBytes.encode([Int]()) == nil)
        #expect(RawBytes.encode([String]()) == nil)
        #expect(RawBytes.encode([UInt8]?.none) == nil)
        #expect(try RawBytes.decode(String.self, from: [1]) == nil)
        #expect(!RawBytes.holds([Int8].self))
    }

    @Test(arguments: [JSONCodec(), MessagePackCodec()] as [any CacheCodec])
    func anOptionalIsStoredAsWhatItHolds(codec: any CacheCodec) throws {
        let data = Data([1, 2, 3])
        #expect(try codec.encode(Optional(data)) == [1, 2, 3])
        #expect(try codec.decode(Data.self, from: codec.encode(Optional(data))) == data)
        #expect(try codec.decode(Data?.self, from: codec.encode(data)) == data)
        #expect(try codec.decode([UInt8]?.self, from: codec.encode(Optional([UInt8]([9])))) == [9])
        #expect(RawBytes.holds(Data?.self) && RawBytes.holds([UInt8]?.self))
    }

    @Test func marks() throws {
        #expect(try StoredMark.of([]) == nil)
        #expect(try StoredMark.of([0x7B]) == nil)
        for mark in StoredMark.allCases {
            #expect(try StoredMark.of(mark.begin(reserving: 0)) == mark)
            if mark != .raw { expectDecodingFailure([UInt8].self, mark.begin(reserving: 0), JSONCodec()) }
        }
        for bytes: [UInt8] in [[0xC1], [0xC1, 6], [0xC1, 255]] {
            #expect(throws: CacheError.self) { try StoredMark.of(bytes) }
        }
        #expect(StoredMark.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5])
    }
}
