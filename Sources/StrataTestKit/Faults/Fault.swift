public import StrataCore

/// Something that goes wrong in a ``FaultInjectingCache``.
public enum Fault: Sendable {
    /// The operation fails and does not take place.
    case failure(CacheError)

    /// The operation takes place, and fails nevertheless: the answer was lost on its way back.
    case lostAnswer(CacheError)

    /// A write or a removal answers as if it had succeeded, and does not take place. Operations whose answer only the cache
    /// knows, such as `increment`, are not lost.
    case lostWrite

    /// A read that finds an entry fails with `.decodingFailed`. Reads that look at no value are spared.
    case corruptRead

    /// The operation waits at a gate before it begins; then the next fault that applies comes, or the operation itself. A task
    /// that is cancelled meanwhile gets `.cancelled`.
    case hold(at: Gate)

    /// The operation fails and does not take place.
    public static func failure(_ code: CacheError.Code) -> Fault {
        .failure(CacheError(code, backend: "faults", message: "injected"))
    }
}
