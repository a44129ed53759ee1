#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import StrataCore
import StrataSQLite
import Testing

/// Several real processes on one file.
@Suite struct ProcessTests {
    @Test func eightProcessesCountTogether() async throws {
        let file = try CacheFile()
        let workers = try (0..<8).map { _ in try Worker("count", file.path, "200") }
        var numbers: [UInt64] = []
        for worker in workers {
            let lines = worker.lines()
            #expect(lines.last == "done")
            numbers += lines.filter { $0.hasPrefix("fenced ") }.compactMap { UInt64($0.dropFirst("fenced ".count)) }
            #expect(worker.wait() == 0)
        }
        #expect(numbers.count == 80)
        #expect(Set(numbers).count == 80)
        let cache = try await file.open()
        #expect(try await cache.get("counter", as: Int64.self) == 1600)
        #expect(try await cache.keys(matching: "*:*").count == 1600 + 80)
        try await cache.close()
    }

    @Test(arguments: [20, 200, 1000])
    func aKilledProcessLosesNothingThatItAcknowledged(after count: Int) async throws {
        let file = try CacheFile()
        let workers = try ["a", "b"].map { try Worker("write", file.path, $0) }
        var acknowledged: [String] = []
        for worker in workers {
            for _ in 0..<count {
                if let line = worker.line() { acknowledged.append(line) }
            }
        }
        for worker in workers {
            worker.send(SIGKILL)
            acknowledged += worker.lines()
            #expect(worker.wait() != 0)
        }
        #expect(acknowledged.count >= 2 * count)
        let cache = try await file.open()
        let found = try await cache.getMany(acknowledged.map { CacheKey($0) }, as: String.self)
        #expect(acknowledged.filter { found[CacheKey($0)] != $0 } == [])
        try await cache.close()
        #expect(try RawDatabase(file.path).rows("PRAGMA integrity_check") == ["ok"])
    }

    @Test func aSuspendedHolderOfTheLockDelaysWritesAndNothingElse() async throws {
        let file = try CacheFile()
        let cache = try await file.open {
            $0.lockTimeout = .milliseconds(50)
            $0.deadline = .seconds(30)
        }
        try await cache.set("key", to: 1, expires: .never)
        let holder = try Worker("hold", file.path)
        #expect(holder.line() == "held")
        holder.send(SIGSTOP)
        #expect(await code { try await cache.set("key", to: 2, expires: .never) } == .busy)
        #expect(try await cache.get("key", as: Int.self) == 1)
        #expect(try await cache.getMany(["key"], as: Int.self) == ["key": 1])
        let hasty = try await file.open {
            $0.lockTimeout = .seconds(30)
            $0.deadline = .milliseconds(50)
        }
        #expect(await code { try await hasty.set("key", to: 3, expires: .never) } == .deadlineExceeded)
        holder.send(SIGKILL)
        _ = holder.wait()
        try await cache.set("key", to: 4, expires: .never)
        #expect(try await hasty.get("key", as: Int.self) == 4)
    }

    @Test func aCancelledWriteThatWaitsLeavesAtOnceAndIsNotDone() async throws {
        let file = try CacheFile()
        let cache = try await file.open()
        try await cache.set("key", to: 1, expires: .never)
        let holder = try Worker("hold", file.path)
        #expect(holder.line() == "held")
        let write = Task { await code { try await cache.set("key", to: 2, expires: .never) } }
        write.cancel()
        #expect(await write.value == .cancelled)
        holder.send(SIGKILL)
        _ = holder.wait()
        try await cache.set("other", to: 1, expires: .never)
        #expect(try await cache.get("key", as: Int.self) == 1)
    }

    @Test func aFullDiskRefusesWritesAndLosesNothing() throws {
        let file = try CacheFile()
        let worker = try Worker("fill", file.path, "600000")
        let lines = worker.lines()
        #expect(lines == ["refused storageFull", "before here", "after here", "done"])
        #expect(worker.wait() == 0)
        #expect(try RawDatabase(file.path).rows("PRAGMA integrity_check") == ["ok"])
    }

    @Test func aFullFileSystemRefusesWritesAndLosesNothing() async throws {
        let file = try CacheFile()
        // Only the superuser may mount; for everybody else the test above limits the size of files instead.
        let disk = SmallDisk(at: file.parent)
        defer { disk.remove() }
        let ballast = disk.isMounted ? 400_000 : 0
        try file.write([UInt8](repeating: 0, count: ballast), to: "ballast")
        let cache = try await file.open { $0.maximumBytes = disk.isMounted ? nil : 1 << 20 }
        let value = [UInt8](repeating: 1, count: 10_000)
        var stored = 0
        while stored < 300, await code(of: { try await cache.set("key:\(stored)", to: value, expires: .never) }) == nil
        {
            stored += 1
        }
        #expect((stored < 300) == disk.isMounted)
        if disk.isMounted {
            #expect(await code { try await cache.set("more", to: value, expires: .never) } == .storageFull)
            #expect(try await cache.getMany((0..<stored).map { "key:\($0)" }, as: [UInt8].self).count == stored)
        }
        try file.write([], to: "ballast")
        try await cache.set("after", to: value, expires: .never)
        #expect(try await cache.get("after", as: [UInt8].self) == value)
        try await cache.close()
        #expect(try RawDatabase(file.path).rows("PRAGMA integrity_check") == ["ok"])
    }

    @Test(arguments: [0o555, 0o755] as [mode_t])
    func aFileThatCannotBeWrittenServesReads(directoryMode: mode_t) async throws {
        let file = try CacheFile()
        let cache = try await file.open()
        try await cache.set("key", to: "value", expires: .never)
        try await cache.close()
        unsafe chmod(file.path, 0o444)
        unsafe chmod(file.parent, directoryMode)
        defer { unsafe chmod(file.parent, 0o755) }
        let worker = try Worker("reader", file.path)
        #expect(worker.lines() == ["read value", "refused readOnly", "done"])
        #expect(worker.wait() == 0)
    }
}
