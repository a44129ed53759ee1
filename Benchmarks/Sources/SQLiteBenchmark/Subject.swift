import StrataCore
import StrataSQLite

/// The cache under measurement.
struct Subject: Sendable {
    private let cache: SQLiteCache
    /// The same texts that the loop in C writes.
    private let keys: [CacheKey]
    private let value: [UInt8]

    init(cache: SQLiteCache, count: Int, valueSize: Int) {
        self.cache = cache
        keys = (0..<count).map { number in
            let digits = String(number)
            return CacheKey("key:" + String(repeating: "0", count: 12 - digits.count) + digits)
        }
        value = [UInt8](repeating: UInt8(ascii: "v"), count: valueSize)
    }

    /// Stores every key once.
    func fill() async throws {
        for first in stride(from: 0, to: keys.count, by: 100) {
            let batch = keys[first..<min(first + 100, keys.count)]
            try await cache.setMany(batch.map { CacheEntry($0, value, expires: .hours(1)) })
        }
    }

    func run(_ work: Work) async throws {
        switch (work.perBatch, work.isWrite) {
        case (1, false): try await inTasks(work) { try await get($0, &$1) }
        case (1, true): try await inTasks(work) { try await set($0, &$1) }
        case (_, false): try await inTasks(work) { try await getMany($0 / work.perBatch, work.perBatch, &$1) }
        case (_, true): try await inTasks(work) { try await setMany($0 / work.perBatch, work.perBatch, &$1) }
        }
    }

    private func inTasks(
        _ work: Work,
        _ body: @escaping @Sendable (_ operations: Int, _ random: inout Generator) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<work.tasks {
                group.addTask {
                    var random = Generator(seed: UInt64(task + 1))
                    try await body(work.operations / work.tasks, &random)
                }
            }
            try await group.waitForAll()
        }
    }

    private func get(_ operations: Int, _ random: inout Generator) async throws {
        for _ in 0..<operations {
            let found = try await cache.get(keys[random.next(below: keys.count)], as: [UInt8].self)
            guard found?.count == value.count else { throw WrongAnswer() }
        }
    }

    private func set(_ operations: Int, _ random: inout Generator) async throws {
        for _ in 0..<operations {
            try await cache.set(keys[random.next(below: keys.count)], to: value, expires: .hours(1))
        }
    }

    private func getMany(_ batches: Int, _ perBatch: Int, _ random: inout Generator) async throws {
        for _ in 0..<batches {
            let wanted = (0..<perBatch).map { _ in keys[random.next(below: keys.count)] }
            let found = try await cache.getMany(wanted, as: [UInt8].self)
            guard found.count > perBatch / 2 else { throw WrongAnswer() }
        }
    }

    private func setMany(_ batches: Int, _ perBatch: Int, _ random: inout Generator) async throws {
        for _ in 0..<batches {
            let entries = (0..<perBatch).map { _ in
                CacheEntry(keys[random.next(below: keys.count)], value, expires: .hours(1))
            }
            try await cache.setMany(entries)
        }
    }
}

/// The cache did not have what was stored in it.
struct WrongAnswer: Error {}
