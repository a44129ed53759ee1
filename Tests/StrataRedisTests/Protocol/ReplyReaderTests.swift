import StrataCore
@testable import StrataRedis
import Testing

@Suite struct ReplyReaderTests {
    private let reader: ReplyReader

    init() throws {
        reader = try ReplyReader(maximumBytes: 1000)
    }

    @Test func readsEveryKind() throws {
        #expect(
            try read("+OK\r\n:-5\r\n$2\r\nab\r\n$-1\r\n*-1\r\n*0\r\n$0\r\n\r\n") == [
                .status("OK"), .integer(-5), .bytes(Array("ab".utf8)), .null, .null, .array([]), .bytes([]),
            ]
        )
        #expect(try read("-ERR no\r\n") == [.failure(ServerFailure(text: "ERR no"))])
    }

    @Test func readsArraysWithinArrays() throws {
        #expect(
            try read("*3\r\n*2\r\n:1\r\n*1\r\n$1\r\nx\r\n*0\r\n:2\r\n") == [
                .array([.array([.integer(1), .array([.bytes([120])])]), .array([]), .integer(2)])
            ]
        )
    }

    @Test func readsByteByByte() throws {
        var replies: [RedisReply] = []
        for byte in "*2\r\n$3\r\na\r\n\r\n:7\r\n+x\r\n" { replies += try read(String(byte)) }
        #expect(replies == [.array([.bytes(Array("a\r\n".utf8)), .integer(7)]), .status("x")])
    }

    @Test(arguments: ["HTTP/1.1 400 Bad Request\r\n", "\0\0\0\0", ":x\r\n", "$abc\r\n", "*99999999999999999999\r\n"])
    func refusesWhatIsNoReply(_ text: String) {
        let error = #expect(throws: CacheError.self) { try read(text) }
        #expect(error?.code == .backendFailure)
    }

    @Test func refusesWhatIsTooLarge() throws {
        #expect(try read("$536870912\r\n") == [])
        #expect(try read(String(repeating: "x", count: 900)) == [])
        let error = #expect(throws: CacheError.self) { try read(String(repeating: "x", count: 200)) }
        #expect(error?.code == .valueTooLarge)
    }

    @Test func aHugeCountReservesNothing() throws {
        #expect(try read("*2000000000\r\n:1\r\n") == [])
    }

    private func read(_ text: String) throws(CacheError) -> [RedisReply] {
        var replies: [RedisReply] = []
        var failure: CacheError?
        unsafe Array(text.utf8).withUnsafeBytes { bytes in
            do throws(CacheError) { try unsafe reader.read(bytes, into: &replies) } catch { failure = error }
        }
        if let failure { throw failure }
        return replies
    }
}
