import StrataCore
import StrataPostgres

/// The cache under measurement.
struct Subject: Sendable {
    let cache: PostgresCache
    let keys: [CacheKey]
    /// Its JSON has as many bytes as the program in C writes.
    let value: String

    func fill() async throws {
        for first in stride(from: 0, to: keys.count, by: 100) {
            let batch = keys[first..<min(first + 100, keys.count)]
            try await cache.setMany(batch.map { CacheEntry($0, value, expires: .hours(1)) })
        }
    }

    func run(_ work: Work) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<work.tasks {
                group.addTask {
                    var random = Generator(seed: UInt64(task + 1))
                    for _ in 0..<(work.operations / work.tasks / work.perBatch) { try await step(work, &random) }
                }
            }
            try await group.waitForAll()
        }
    }

    private func step(_ work: Work, _ random: inout Generator) async throws {
        if work.perBatch == 1 {
            let key = keys[random.next(below: keys.count)]
            if work.isWrite { return try await cache.set(key, to: value, expires: .hours(1)) }
            let found = try await cache.get(key, as: String.self)
            guard found?.utf8.count == value.utf8.count else { throw WrongAnswer() }
            return
        }
        let wanted = (0..<work.perBatch).map { _ in keys[random.next(below: keys.count)] }
        if work.isWrite {
            return try await cache.setMany(wanted.map { CacheEntry($0, value, expires: .hours(1)) })
        }
        let found = try await cache.getMany(wanted, as: String.self)
        guard found.count > work.perBatch / 2 else { throw WrongAnswer() }
    }
}

/// The cache did not have what was stored in it.
struct WrongAnswer: Error {}
