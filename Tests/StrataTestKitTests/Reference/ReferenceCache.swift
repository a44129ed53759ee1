import StrataCore
import StrataTestKit
import Synchronization

/// A cache that is as plain as can be: a dictionary behind one lock. With a ``Defect`` it is wrong in one respect.
final class ReferenceCache: AsyncCache {
    let storage: ReferenceStorage
    let namespace: String
    let defect: Defect?
    let isClosed = Atomic(false)
    let isBroken = Atomic(false)
    private let codec = JSONCodec()

    init(_ storage: ReferenceStorage, namespace: String = "", defect: Defect? = nil) {
        self.storage = storage
        self.namespace = defect == .processesAreApart ? "\(namespace)\(UInt64.random(in: 0 ... .max))" : namespace
        self.defect = defect
    }

    func get<Value: CacheValue>(_ key: CacheKey, as type: Value.Type) async throws(CacheError) -> Value? {
        guard let entry = try await read(key, { $0 }) else { return nil }
        return try await decode(type, entry, key)
    }

    func set<Value: CacheValue>(_ key: CacheKey, to value: Value, expires: Expiration) async throws(CacheError) {
        try await setMany([CacheEntry(key, value, expires: expires)])
    }

    func remove(_ key: CacheKey) async throws(CacheError) {
        try await removeMany([key])
    }

    func exists(_ key: CacheKey) async throws(CacheError) -> Bool {
        try check(key)
        return try await perform { space, now in space.entry(key, now) != nil }
    }

    func clear() async throws(CacheError) {
        try await perform { space, _ in space.clear() }
        guard defect == .clearTouchesNamespacesWithTheSamePrefix else { return }
        storage.forEach(beginningWith: namespace) { $0.clear() }
    }

    func getMany<Value: CacheValue>(
        _ keys: [CacheKey],
        as type: Value.Type
    ) async throws(CacheError) -> [CacheKey: Value] {
        for key in keys { try check(key) }
        let entries = try await perform { [defect] space, now in
            keys.map { key in
                defect == .getManyIgnoresExpirations ? space.entries[key] : space.entry(key, now)
            }
        }
        var found: [CacheKey: Value] = [:]
        for case (let key, let entry?) in zip(keys, entries) { found[key] = try await decode(type, entry, key) }
        return found
    }

    func setMany<Value: CacheValue>(_ entries: [CacheEntry<Value>]) async throws(CacheError) {
        try await store(entries, metadata: { _ in EntryMetadata() })
    }

    func removeMany(_ keys: [CacheKey]) async throws(CacheError) {
        for key in keys { try check(key) }
        try await perform { space, _ throws(CacheError) in
            for key in keys { try space.remove(key) }
        }
    }
}

extension ReferenceCache {
    /// Calls `body` with this cache's namespace and the time, unless the cache is closed or the task cancelled.
    func perform<Outcome: Sendable>(
        _ body: (inout ReferenceSpace, Int64) throws(CacheError) -> Outcome
    ) async throws(CacheError) -> Outcome {
        guard !isClosed.load(ordering: .acquiring) || defect == .usableAfterClose else { throw CacheError(.closed) }
        if isBroken.load(ordering: .acquiring) { throw CacheError(.unavailable) }
        guard !Task.isCancelled else {
            if defect == .cancellationBreaksTheCache { isBroken.store(true, ordering: .releasing) }
            throw CacheError(defect == .cancellationIsAnotherError ? .unavailable : .cancelled)
        }
        return try storage.perform(in: namespace, defect, body)
    }

    /// Looks `key` up and counts a hit or a miss.
    func read<Outcome: Sendable>(
        _ key: CacheKey,
        _ body: (ReferenceEntry) throws(CacheError) -> Outcome
    ) async throws(CacheError) -> Outcome? {
        try check(key)
        return try await perform { space, now throws(CacheError) in
            guard let entry = space.entry(key, now) else {
                space.statistics.misses += 1
                if space.defect == .getThrowsOnAMiss { throw CacheError(.backendFailure) }
                return nil
            }
            space.statistics.hits += 1
            return try body(entry)
        }
    }

    /// Checks, encodes and then stores `entries`; the metadata are made under the lock.
    func store<Value: CacheValue>(
        _ entries: [CacheEntry<Value>],
        metadata: @Sendable (inout ReferenceSpace) -> EntryMetadata
    ) async throws(CacheError) {
        var encoded: [(key: CacheKey, bytes: [UInt8], expires: Expiration)] = []
        for entry in entries {
            do throws(CacheError) {
                encoded.append((entry.key, try encode(entry), entry.expires))
            } catch {
                if defect == .batchesWriteBeforeTheyCheck { try await write(encoded, metadata) }
                if defect == .whatCannotBeEncodedIsRemoved, error.code == .encodingFailed {
                    try await remove(entry.key)
                }
                throw error
            }
        }
        if defect == .theFirstOfARepeatedKeyStays { encoded.reverse() }
        if defect == .largeBatchesLoseTheirEnd { encoded = Array(encoded.prefix(4999)) }
        try await write(encoded, metadata)
    }

    /// The bytes of `entry`, checked.
    func encode<Value: CacheValue>(_ entry: CacheEntry<Value>) throws(CacheError) -> [UInt8] {
        try check(entry.key)
        if defect == .nestedNilIsStored {
            if "\(entry.value)" == "nil" { throw CacheError(.nilValue) }
        } else if defect != .nilIsStored {
            try refuseNil(entry.value)
        }
        if defect != .zeroIsTakenForNever { _ = try entry.expires.milliseconds() }
        return try codec.encode(entry.value)
    }

    func check(_ key: CacheKey) throws(CacheError) {
        if defect != .emptyKeysAreTaken { try key.validate() }
    }

    /// The value of `entry`.
    func decode<Value: CacheValue>(
        _ type: Value.Type,
        _ entry: ReferenceEntry,
        _ key: CacheKey
    ) async throws(CacheError) -> Value? {
        do throws(CacheError) {
            if defect == .valuesWithAMarkAreUnwrapped,
                let marked = try? codec.decode([String: Int].self, from: entry.bytes), let inner = marked["v"]
            {
                return try codec.decode(type, from: Array("\(inner)".utf8))
            }
            return try codec.decode(type, from: entry.bytes)
        } catch {
            if defect == .undecodableIsAMiss { return nil }
            if defect == .undecodableIsRemoved { try await remove(key) }
            throw error
        }
    }

    private func write(
        _ encoded: [(key: CacheKey, bytes: [UInt8], expires: Expiration)],
        _ metadata: @Sendable (inout ReferenceSpace) -> EntryMetadata
    ) async throws(CacheError) {
        try await perform { space, now throws(CacheError) in
            for (key, bytes, expires) in encoded {
                let deadline = try space.deadline(expires, now)
                space.store(key, ReferenceEntry(bytes: bytes, deadline: deadline, metadata: metadata(&space)))
            }
        }
    }
}
