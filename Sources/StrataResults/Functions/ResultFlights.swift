import StrataCore
import Synchronization

/// Where a result is stored: what loads are run once for.
struct ResultPlace: Hashable, Sendable {
    let cache: CacheIdentity
    let key: CacheKey
}

/// The loads of one result type that are under way in this process.
typealias ResultFlights<Value: Sendable> = FlightGroup<ResultPlace, Value>

extension FlightGroup where Key == ResultPlace {
    /// The group of this type. Functions that store the same type under the same key of the same cache share their loads as
    /// they share their entries.
    static func shared() -> FlightGroup {
        sharedGroups.withLock { groups in
            if let group = groups[ObjectIdentifier(Value.self)] as? FlightGroup { return group }
            let group = FlightGroup()
            groups[ObjectIdentifier(Value.self)] = group
            return group
        }
    }
}

/// One group for each type of result, for as long as the process lives.
private let sharedGroups = Mutex<[ObjectIdentifier: any Sendable]>([:])
