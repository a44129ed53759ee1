@testable import StrataRedis
import Testing

@Suite struct ReplyLineTests {
    private var line = ReplyLine<String>()

    @Test mutating func repliesGoInOrder() {
        _ = line.add("a", replies: nil, deadline: 0)
        _ = line.add("b", replies: nil, deadline: 0)
        #expect(told(line.deliver(.integer(1))) == "a: integer(1)")
        #expect(told(line.deliver(.integer(2))) == "b: integer(2)")
        #expect(told(line.deliver(.integer(3))) == "unexpected")
    }

    @Test mutating func aBatchGetsItsRepliesAtOnce() {
        _ = line.add("a", replies: 2, deadline: 0)
        _ = line.add("b", replies: nil, deadline: 0)
        #expect(told(line.deliver(.integer(1))) == "kept")
        #expect(
            told(line.deliver(.null)) == "a: array([StrataRedis.RedisReply.integer(1), StrataRedis.RedisReply.null])"
        )
        #expect(told(line.deliver(.integer(2))) == "b: integer(2)")
    }

    @Test mutating func whoLeftKeepsItsPlace() {
        _ = line.add("a", replies: nil, deadline: 0)
        let second = line.add("b", replies: 2, deadline: 0)
        _ = line.add("c", replies: nil, deadline: 0)
        #expect(line.leave(second) == "b")
        #expect(line.leave(second) == nil)
        #expect(told(line.deliver(.integer(1))) == "a: integer(1)")
        #expect(told(line.deliver(.integer(2))) == "kept")
        #expect(told(line.deliver(.integer(3))) == "kept")
        #expect(told(line.deliver(.integer(4))) == "c: integer(4)")
    }

    @Test mutating func placesThatWereAnsweredCannotBeLeft() {
        let first = line.add("a", replies: nil, deadline: 0)
        _ = line.deliver(.null)
        _ = line.add("b", replies: nil, deadline: 0)
        #expect(line.leave(first) == nil)
        #expect(line.leave(1_000) == nil)
        #expect(told(line.deliver(.null)) == "b: null")
    }

    @Test mutating func onlyWhoIsOverdueLeaves() {
        _ = line.add("late", replies: nil, deadline: 10)
        _ = line.add("early", replies: nil, deadline: 5)
        #expect(line.leaveOverdue(at: 4) == [])
        #expect(line.leaveOverdue(at: 5) == ["early"])
        #expect(line.leaveOverdue(at: 10) == ["late"])
        #expect(line.count == 2)
    }

    @Test mutating func numbersGoOnAfterAll() {
        let first = line.add("a", replies: nil, deadline: 0)
        #expect(line.removeAll() == ["a"])
        let second = line.add("b", replies: nil, deadline: 0)
        #expect(second > first)
        #expect(line.leave(first) == nil)
        #expect(line.leave(second) == "b")
    }

    @Test mutating func aLongLineTurnsInItsMemory() {
        var expected: [String] = []
        var heard: [String] = []
        for round in 0..<1000 {
            for part in 0..<(round % 7) {
                _ = line.add("\(round).\(part)", replies: nil, deadline: 0)
                expected.append("\(round).\(part)")
            }
            for _ in 0..<(round % 5) {
                if case .answer(let caller, _) = line.deliver(.null) { heard.append(caller) }
            }
        }
        heard += line.removeAll()
        #expect(heard == expected)
    }

    private func told(_ delivery: ReplyLine<String>.Delivery) -> String {
        switch delivery {
        case .answer(let caller, let reply): "\(caller): \(reply)"
        case .kept: "kept"
        case .unexpected: "unexpected"
        }
    }
}
