import StrataCore
@testable import StrataRedis
import Testing

@Suite struct ScanPositionTests {
    @Test func cursorsReadBack() throws {
        var position = ScanPosition(reply: Array("18446744073709551615".utf8), keys: ["a:b", " 7", "é"])
        let copy = try ScanPosition(position.cursor)
        #expect(copy.server == "18446744073709551615")
        #expect(copy.leftover == ["a:b", " 7", "é"])
        position.server = nil
        #expect(try ScanPosition(position.cursor).server == nil)
        position.leftover = []
        #expect(position.cursor == nil)
        #expect(ScanPosition(reply: [UInt8(ascii: "0")], keys: []).cursor == nil)
    }

    @Test(arguments: ["", "x", "-1 ", "5 9:a ", "5 :a ", "5 0: ", "5 1:\u{e9} ", "5 99999999999999999999:a "])
    func foreignCursorsAreRefused(_ text: String) {
        let error = #expect(throws: CacheError.self) { try ScanPosition(ScanCursor(Array(text.utf8))) }
        #expect(error?.code == .invalidArgument)
    }
}
