@testable import StrataRedis
import Testing

@Suite struct RequestBufferTests {
    @Test func writesEveryKindOfWord() {
        var request = RequestBuffer()
        request.begin(5)
        request.append("SET")
        request.append(Array("p:".utf8), "kéy")
        request.append([0, 255, 13, 10])
        request.append(Int64.min)
        request.append([])
        #expect(
            request.bytes
                == Array("*5\r\n$3\r\nSET\r\n$6\r\np:kéy\r\n$4\r\n".utf8) + [0, 255, 13, 10]
                + Array("\r\n$20\r\n-9223372036854775808\r\n$0\r\n\r\n".utf8)
        )
    }

    @Test(arguments: [0, 9, 10, 99, 100, 12_345]) func writesLengths(_ count: Int) {
        var request = RequestBuffer()
        request.append([UInt8](repeating: 7, count: count))
        #expect(request.bytes.starts(with: "$\(count)\r\n".utf8))
        #expect(request.bytes.count == "$\(count)\r\n\r\n".utf8.count + count)
    }
}
