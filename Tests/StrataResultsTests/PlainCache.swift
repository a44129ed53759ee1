import StrataCore
import Synchronization

/// Five methods over a dictionary of bytes, and a fault to inject.
final class PlainCache: AsyncCache {
    private let entries = Mutex<[CacheKey: [UInt8]]>([:])
    private let fault = Mutex<CacheError.Code?>(nil)

    var keys: Set<CacheKey> { entries.withLock { Set($0.keys) } }

    func fail(with code: CacheError.Code?) {
        fault.withLock { $0 = code }
    }

    func put(_ bytes: [UInt8], at key: CacheKey) {
        entries.withLock { $0[key] = bytes }
    }

    func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws(CacheError) -> Value? {
        try check()
        guard let bytes = entries.withLock({ $0[key] }) else { return nil }
        return try JSONCodec().decode(type, from: bytes)
    }

    func set<Value: CacheValue>(_ key: CacheKey, to value: Value, expires: Expiration) async throws(CacheError) {
        try check()
        let bytes = try JSONCodec().encode(value)
        entries.withLock { $0[key] = bytes }
    }

    func remove(_ key: CacheKey) async throws(CacheError) {
        try check()
        entries.withLock { $0[key] = nil }
    }

    func exists(_ key: CacheKey) async throws(CacheError) -> Bool {
        entries.withLock { $0[key] != nil }
    }

    func clear() async throws(CacheError) {
        entries.withLock { $0.removeAll() }
    }

    private func check() throws(CacheError) {
        if let code = fault.withLock({ $0 }) { throw CacheError(code, backend: "plain") }
    }
}
