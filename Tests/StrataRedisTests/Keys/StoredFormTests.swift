@testable import StrataRedis
import Testing

@Suite struct StoredFormTests {
    private static let head = [UInt8]([0xC1, 5]) + [UInt8](repeating: 9, count: 16) + Array("000001700000000".utf8)

    @Test func entriesAreThemselves() {
        for bytes: [UInt8] in [[], [1], [0xC1], [0xC1, 0, 0xC1, 5], Array(Self.head)] {
            #expect(StoredForm(bytes) == .entry(bytes))
        }
    }

    @Test func leasesAreTold() {
        #expect(StoredForm(Self.head + "000000000000000".utf8) == .absent)
        #expect(StoredForm(Self.head + "999999999999999".utf8 + [7, 8]) == .entry([7, 8]))
        #expect(StoredForm(Self.head + "999999999999999".utf8) == .entry([]))
        #expect(StoredForm(Self.head + "000001700000001".utf8 + [7]) == .undecided)
    }
}
