import StrataCore
import Testing

@testable import StrataPostgres

/// The parts that decide, without a server.
@Suite struct DecisionTests {
    private func request(_ key: String, deadline: Int64 = 100) throws -> Request {
        Request(.fetch(try KeyDigest(CacheKey(key))), deadline: deadline)
    }

    private func lane(of admission: Gatherer.Admission) -> Int? {
        if case .send(let lane, _) = admission { lane } else { nil }
    }

    private func code(of admission: Gatherer.Admission) -> CacheError.Code? {
        if case .refused(let error) = admission { error.code } else { nil }
    }

    @Test func oneReadGoesAtOnceAndTheRestTogether() throws {
        var gatherer = Gatherer(lanes: 1, capacity: 10)
        gatherer.connected(0)
        #expect(lane(of: gatherer.add(try request("a"))) == 0)
        for key in ["b", "c", "d"] { #expect(lane(of: gatherer.add(try request(key))) == nil) }
        #expect(gatherer.next(for: 0).isEmpty)
        gatherer.finish(.fetch, on: 0)
        let next = gatherer.next(for: 0)
        #expect(next.map(\.requests.count) == [3])
        #expect(gatherer.waiting == 0)
    }

    @Test func theLeastBusyConnectionIsTaken() throws {
        var gatherer = Gatherer(lanes: 2, capacity: 10)
        gatherer.connected(1)
        #expect(lane(of: gatherer.add(try request("a"))) == 1)
        gatherer.connected(0)
        #expect(lane(of: gatherer.add(try request("b"))) == 0)
        #expect(lane(of: gatherer.add(try request("c"))) == nil)
    }

    @Test func nobodyWaitsForWhatWillNotCome() throws {
        var gatherer = Gatherer(lanes: 2, capacity: 1)
        #expect(code(of: gatherer.add(try request("a"))) == nil)
        #expect(code(of: gatherer.add(try request("b"))) == .overloaded)
        let failure = CacheError(.permissionDenied)
        #expect(gatherer.failed(0, with: failure).isEmpty)
        #expect(gatherer.failed(1, with: failure).count == 1)
        #expect(code(of: gatherer.add(try request("c"))) == .permissionDenied)
        gatherer.connected(1)
        #expect(lane(of: gatherer.add(try request("d"))) == 1)
        #expect(gatherer.close().isEmpty)
        #expect(code(of: gatherer.add(try request("e"))) == .closed)
        #expect(gatherer.putBack([try request("f")]).count == 1)
    }

    @Test func thoseOutOfTimeAreTakenOut() throws {
        var gatherer = Gatherer(lanes: 1, capacity: 10)
        for deadline in [10, 20, 30] as [Int64] { _ = gatherer.add(try request("\(deadline)", deadline: deadline)) }
        #expect(gatherer.deadline == 10)
        #expect(gatherer.expire(at: 9).isEmpty)
        #expect(gatherer.expire(at: 20).map(\.deadline) == [10, 20])
        #expect(gatherer.deadline == 30)
    }

    @Test func aRequestThatGoesAloneSharesNothing() throws {
        var line = RequestLine()
        let requests = try (0..<4).map { try request("\($0)") }
        requests[1].countRetry(alone: true)
        for request in requests { line.append(request) }
        var batches: [Int] = []
        while case let taken = line.take(most: 10, mostBytes: 1 << 20), !taken.isEmpty { batches.append(taken.count) }
        #expect(batches == [1, 1, 2])
    }

    @Test func aLineKeepsItsOrderWhenSomeArePutBack() throws {
        var line = RequestLine()
        let requests = try (0..<5).map { try request("\($0)") }
        for request in requests.dropFirst() { line.append(request) }
        #expect(line.take(most: 1, mostBytes: 1).first === requests[1])
        line.prepend(requests[1])
        line.prepend(requests[0])
        requests[2].fail(.cancelled)
        let taken = line.take(most: 10, mostBytes: 1 << 20)
        #expect(taken.map(ObjectIdentifier.init) == [0, 1, 3, 4].map { ObjectIdentifier(requests[$0]) })
        #expect(line.count == 0)
    }

    @Test func failuresAreJudged() {
        func verdict(_ state: String?, _ kind: WorkKind, count: Int = 1, retries: Int = 0, isLost: Bool = false)
            -> Verdict
        {
            Verdict(
                PostgresFailure(sqlState: state, message: ""),
                kind: kind,
                count: count,
                retries: retries,
                isLost: isLost
            )
        }
        #expect(verdict("40P01", .write, count: 5) == .retry)
        #expect(verdict("40001", .script, retries: 3) == .retry)
        #expect(verdict("40P01", .write, retries: Verdict.mostRetries) == .fail)
        #expect(verdict("22P02", .write, count: 5) == .retryAlone)
        #expect(verdict("22P02", .write) == .fail)
        #expect(verdict(nil, .fetch, isLost: true) == .retry)
        #expect(verdict(nil, .fetch, retries: 1, isLost: true) == .fail)
        #expect(verdict(nil, .write, isLost: true) == .fail)
        #expect(verdict("57P01", .remove) == .fail)
        #expect(verdict("42P01", .fetch, count: 3) == .fail)
    }

    @Test func pausesGrowAndDiffer() {
        var backOff = ReconnectBackOff()
        #expect((0..<8).map { _ in backOff.pause { $0.lowerBound } } == [25, 50, 100, 200, 400, 800, 1000, 1000])
        backOff.reset()
        #expect(backOff.pause { $0.upperBound } == 50)
    }

    @Test(arguments: [
        (#"{"a":1}"#, false, false), (#""\u0000""#, true, false), (#""\\u0000""#, false, false),
        (#"{"$bytes":1}"#, false, true), (#""\u0024x""#, false, true), ("[-0]", true, false), ("-0.0", true, false),
        ("[-0.5,1e-07]", false, false), (#"{"a$strata":1}"#, false, false), (#""$strata""#, false, true),
    ])
    func scansFindWhatJSONBWouldChange(_ text: String, _ isLossy: Bool, _ mayLookReserved: Bool) {
        let scan = JSONScan(Array(text.utf8))
        #expect(scan.isLossy == isLossy)
        #expect(scan.mayLookReserved == mayLookReserved)
    }

    @Test(arguments: ["", "plain", "\u{0}", "\\", "\\0", "a\u{0}\\b\\\\0", "日本\u{0}"])
    func plainTextReadsBack(_ text: String) {
        let stored = PlainText.escape(text)
        #expect(!stored.contains(0))
        #expect(PlainText.unescape(stored) == text)
    }

    @Test func damagedPlainTextIsNone() {
        #expect(PlainText.unescape(Array(#"a\x"#.utf8)) == nil)
        #expect(PlainText.unescape(Array(#"a\"#.utf8)) == nil)
    }

    @Test func digestsAreOrderedAsTheirBytes() throws {
        let digests = (0..<200).map { KeyDigest(of: "\($0)".utf8) }
        let byBytes = digests.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        #expect(digests.sorted() == byBytes)
        let again = digests.map { digest in
            unsafe digest.bytes.withUnsafeBytes { unsafe KeyDigest(bytes: $0) }
        }
        #expect(again == digests)
        #expect(digests[7].bytes == SHA256Digest(of: "7".utf8).bytes)
    }
}
