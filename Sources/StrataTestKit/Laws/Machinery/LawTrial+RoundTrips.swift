import StrataCore

extension LawTrial {
    /// Stores each value and breaks the law unless it is read back equal, alone and in a batch.
    func roundTrip<Value: CacheValue & Equatable>(_ values: Value...) async throws {
        for value in values { try await roundTrip(value) { $0 == $1 } }
    }

    /// Stores `value` and breaks the law unless what is read back is the same by `isSame`.
    func roundTrip<Value: CacheValue>(_ value: Value, isSame: (Value, Value) -> Bool) async throws {
        try await cache.set("law:single", to: value, expires: .seconds(60))
        try await cache.setMany([CacheEntry("law:batch", value, expires: .seconds(60))])
        let single = try await cache.get("law:single", as: Value.self)
        let batch = try await cache.getMany(["law:single", "law:batch"], as: Value.self)
        for found in [single, batch["law:single"], batch["law:batch"]] {
            guard let found, isSame(found, value) else {
                throw Breach(reason: "a \(Value.self) came back as \(shown(found as Any)), and was \(shown(value))")
            }
        }
    }
}
