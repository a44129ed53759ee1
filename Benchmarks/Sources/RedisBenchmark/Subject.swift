import StrataCore
import StrataRedis

/// What is measured of a cache. Each returns how many operations found or stored what they should.
struct Subject: Sendable {
    private let cache: RedisCache
    private let value = [UInt8](repeating: UInt8(ascii: "x"), count: 1024)

    init(_ cache: RedisCache) {
        self.cache = cache
    }

    struct Wrong: Error {}

    func fill() async throws {
        try await cache.setMany((0..<1000).map { CacheEntry(key($0), value, expires: .hours(1)) })
    }

    func get(_ count: Int, tasks: Int) async throws {
        try await spread(count, tasks) { index in
            guard try await cache.get(key(index), as: [UInt8].self)?.count == 1024 else { throw Wrong() }
        }
    }

    func set(_ count: Int, tasks: Int) async throws {
        try await spread(count, tasks) { index in try await cache.set(key(index), to: value, expires: .hours(1)) }
    }

    func getMany(_ count: Int) async throws {
        for start in stride(from: 0, to: count, by: 100) {
            let keys = (start..<(start + 100)).map { key($0) }
            guard try await cache.getMany(keys, as: [UInt8].self).count == 100 else { throw Wrong() }
        }
    }

    private func key(_ index: Int) -> CacheKey { CacheKey("key:\(index % 1000)") }

    private func spread(_ count: Int, _ tasks: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws
    {
        guard tasks > 1 else {
            for index in 0..<count { try await body(index) }
            return
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    for index in stride(from: task, to: count, by: tasks) { try await body(index) }
                }
            }
            try await group.waitForAll()
        }
    }
}
