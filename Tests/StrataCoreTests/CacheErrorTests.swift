import StrataCore
import Testing

@Suite struct CacheErrorTests {
    private struct Leak: Error, CustomStringConvertible {
        let description = "password=hunter2"
        let password = "hunter2"
    }

    private let error = CacheError(.unavailable, backend: "redis", message: "no route", underlying: Leak())

    @Test func theDescriptionNamesWhatIsSafe() {
        #expect(error.description == "CacheError(unavailable, backend: redis, no route, underlying: Leak)")
        #expect(CacheError(.nilValue).description == "CacheError(nilValue)")
    }

    @Test func noWayOfPrintingSaysMore() {
        var dumped = ""
        dump(error, to: &dumped)
        var dumpedInside = ""
        dump(["a": [error]], to: &dumpedInside)
        for text in [
            "\(error)", String(describing: error), String(reflecting: error), error.debugDescription, dumped,
            dumpedInside,
            "\(error as any Error)", "\([error])", "\(Optional(error) as Any)",
            "\(Result<Int, CacheError>.failure(error))",
        ] {
            #expect(!text.contains("hunter2"), "\(text)")
            #expect(text.contains("unavailable"), "\(text)")
        }
    }

    /// What a value holds must not reach a log by way of the codec that refused it.
    @Test(arguments: [JSONCodec(), MessagePackCodec()] as [any CacheCodec])
    func codecsDoNotTellWhatTheyCouldNotRead(codec: any CacheCodec) throws {
        let bytes = try codec.encode(["secret": "hunter2"])
        let error = #expect(throws: CacheError.self) { try codec.decode([String: Int].self, from: bytes) }
        let text = "\(error as Any) \(String(reflecting: error))"
        #expect(!text.contains("hunter2") && !text.contains("secret"))
    }

    @Test func codesAreComparedByTheirNames() {
        #expect(CacheError.Code.busy == CacheError.Code(rawValue: "busy"))
        #expect("\(CacheError.Code.busy)" == "busy")
        switch error.code {
        case .unavailable: break
        default: Issue.record("the code does not match")
        }
    }
}
