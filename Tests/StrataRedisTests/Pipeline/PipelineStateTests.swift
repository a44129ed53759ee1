import StrataCore
@testable import StrataRedis
import Testing

@Suite struct PipelineStateTests {
    private var state = PipelineState<String>(capacity: 3)
    private var buffer = RequestBuffer()

    @Test mutating func commandsWaitForTheConnection() {
        #expect(submit("a") == "waits")
        #expect(submit("b") == "waits")
        let epoch = state.becomeReady(at: 0)
        #expect(epoch == state.epoch)
        #expect(outgoing() == "*1\r\n$1\r\na\r\n*1\r\n$1\r\nb\r\n")
        #expect(deliver(.integer(1), .integer(2)) == ["a: integer(1)", "b: integer(2)"])
    }

    @Test mutating func whoLeftBeforeTheConnectionIsNeverSent() {
        _ = submit("a")
        _ = submit("b")
        _ = submit("c")
        #expect(state.leave(2) == "b")
        _ = state.becomeReady(at: 0)
        #expect(outgoing() == "*1\r\n$1\r\na\r\n*1\r\n$1\r\nc\r\n")
        #expect(deliver(.integer(1), .integer(2)) == ["a: integer(1)", "c: integer(2)"])
    }

    @Test mutating func theFirstWritesForAll() {
        _ = state.becomeReady(at: 0)
        #expect(outgoing() == nil)
        #expect(submit("a") == "writes")
        #expect(submit("b") == "waits")
        #expect(outgoing() == "*1\r\n$1\r\na\r\n*1\r\n$1\r\nb\r\n")
        #expect(submit("c") == "waits")
        #expect(outgoing() == "*1\r\n$1\r\nc\r\n")
        #expect(outgoing() == nil)
    }

    @Test mutating func whoComesToACrowdWritesSoon() {
        state = PipelineState(capacity: 10)
        _ = state.becomeReady(at: 0)
        #expect(outgoing() == nil)
        for name in ["a", "b", "c"] {
            #expect(submit(name) == "writes")
            #expect(outgoing() != nil)
            #expect(outgoing() == nil)
        }
        #expect(submit("d") == "writes soon")
        #expect(submit("e") == "waits")
    }

    @Test mutating func nothingOfABrokenConnectionGoesOn() {
        _ = state.becomeReady(at: 0)
        let old = state.epoch
        _ = submit("a")
        _ = submit("b")
        #expect(state.fail(next: .connecting) == ["a", "b"])
        #expect(takes(old) == false)
        #expect(submit("c") == "waits")
        _ = state.becomeReady(at: 1)
        #expect(takes(old) == false)
        #expect(outgoing() == "*1\r\n$1\r\nc\r\n")
        #expect(deliver(.null) == ["c: null"])
    }

    @Test mutating func moreRepliesThanCommandsAreNotTrusted() {
        _ = state.becomeReady(at: 0)
        _ = submit("a")
        var answered: [(String, RedisReply)] = []
        let isSound = state.deliver([.null, .null], at: 0, to: &answered)
        #expect(!isSound)
        #expect(answered.map(\.0) == ["a"])
    }

    @Test mutating func commandsAreRefused() {
        _ = submit("a")
        _ = submit("b")
        _ = submit("c")
        #expect(submit("d") == "overloaded")
        _ = state.fail(next: .down(CacheError(.unavailable)))
        #expect(submit("e") == "unavailable")
        #expect(state.fail(next: .closed) == [])
        #expect(submit("f") == "closed")
        #expect(state.becomeReady(at: 0) == nil)
        _ = state.fail(next: .connecting)
        #expect(state.isClosed)
    }

    @Test mutating func aConnectionOnWhichNothingComesIsHung() {
        _ = state.becomeReady(at: 0)
        _ = submit("a", deadline: 100)
        #expect(state.expire(at: 99, timeout: 100) == ([], false))
        #expect(state.expire(at: 100, timeout: 100) == (["a"], true))
    }

    @Test mutating func aConnectionOnWhichSomethingComesIsSlow() {
        _ = state.becomeReady(at: 0)
        _ = submit("a", deadline: 100)
        _ = submit("b", deadline: 110)
        #expect(deliver(.null, at: 50) == ["a: null"])
        #expect(state.expire(at: 110, timeout: 100) == (["b"], false))
        #expect(state.expire(at: 150, timeout: 100) == ([], true))
    }

    @Test mutating func whoeverWaitsForAConnectionDoesNotMakeItHung() {
        _ = submit("a", deadline: 100)
        #expect(state.expire(at: 100, timeout: 100) == (["a"], false))
    }

    @Test mutating func onlyAnIdleConnectionIsProbed() {
        let encode = { @Sendable (request: inout RequestBuffer) in request.begin(0) }
        #expect(state.submitProbe(at: 100, after: 10, deadline: 0, encode: encode) == nil)
        _ = state.becomeReady(at: 0)
        #expect(state.submitProbe(at: 9, after: 10, deadline: 0, encode: encode) == nil)
        _ = submit("a")
        #expect(state.submitProbe(at: 100, after: 10, deadline: 0, encode: encode) == nil)
        _ = deliver(.null, at: 20)
        #expect(state.submitProbe(at: 30, after: 10, deadline: 0, encode: encode) != nil)
        #expect(deliver(.null, at: 40) == [])
    }

    @Test mutating func aLookSeesWhatCameSinceTheLast() {
        #expect(look() == false)
        _ = state.becomeReady(at: 0)
        _ = submit("a")
        _ = deliver(.null)
        #expect(look() == true)
        #expect(look() == false)
    }

    private mutating func takes(_ epoch: UInt64) -> Bool { state.takeOutgoing(epoch, into: &buffer) }
    private mutating func look() -> Bool { state.look() }

    private mutating func submit(_ name: String, deadline: Int64 = .max) -> String {
        let admission = state.submit(name, replies: nil, deadline: deadline) { request in
            request.begin(1)
            request.append([], name)
        }
        switch admission {
        case .waits(_, .others): return "waits"
        case .waits(_, .now): return "writes"
        case .waits(_, .soon): return "writes soon"
        case .refused(let error): return error.code.rawValue
        }
    }

    private mutating func outgoing() -> String? {
        buffer.removeAll(keepingUpTo: 1000)
        guard state.takeOutgoing(state.epoch, into: &buffer) else { return nil }
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    private mutating func deliver(_ replies: RedisReply..., at now: Int64 = 0) -> [String] {
        var answered: [(String, RedisReply)] = []
        let isSound = state.deliver(replies, at: now, to: &answered)
        #expect(isSound)
        return answered.map { "\($0): \($1)" }
    }
}
