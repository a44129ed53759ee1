internal import StrataCore

/// Counts with stored integers.
enum Counter {
    /// What a stripe did to a counter.
    enum Outcome: Sendable {
        /// It was counted, with this sum.
        case counted(Int64)
        /// The entry is in its stored form, and must be decoded first.
        case stored(StoredBytes)
    }

    /// The sum.
    ///
    /// - Throws: ``CacheError/Code/outOfRange`` when it does not fit.
    static func sum(_ number: Int64, _ amount: Int64) throws(CacheError) -> Int64 {
        let (sum, overflow) = number.addingReportingOverflow(amount)
        guard !overflow else { throw CacheError(.outOfRange, backend: "memory", message: "the sum has no 64 bits") }
        return sum
    }

    /// The number that a slot holds.
    ///
    /// - Throws: ``CacheError/Code/typeMismatch`` when it is no integer of the standard library, or does not fit.
    static func number(in content: any Sendable) throws(CacheError) -> Int64 {
        if let number = content as? Int64 { return number }
        let standard: [any FixedWidthInteger.Type] = [
            Int.self, Int32.self, Int16.self, Int8.self, Int128.self,
            UInt.self, UInt64.self, UInt32.self, UInt16.self, UInt8.self, UInt128.self,
        ]
        // Integer types of others are not asked: their code is not ours to run under the lock.
        if standard.contains(where: { $0 == type(of: content) }), let number = content as? any FixedWidthInteger,
            let fitting = Int64(exactly: number)
        {
            return fitting
        }
        throw CacheError(.typeMismatch, backend: "memory", message: "the entry is not an integer of 64 bits")
    }
}

extension StripeState {
    /// Adds to a counter, creating it where there is none.
    mutating func count(
        _ probe: KeyProbe,
        key: CacheKey,
        by amount: Int64,
        creating fresh: PreparedEntry,
        _ garbage: inout Garbage
    ) throws(CacheError) -> Counter.Outcome {
        guard let slot = liveSlot(probe, &garbage) else {
            store(probe, key: key, fresh, &garbage)
            return .counted(amount)
        }
        let content = content(of: slot).value
        if let stored = content as? StoredBytes { return .stored(stored) }
        let sum = try Counter.sum(try Counter.number(in: content), amount)
        voidLease(of: key)
        replaceValue(slot, with: sum, &garbage)
        return .counted(sum)
    }
}
