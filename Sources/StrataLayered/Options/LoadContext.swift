public import StrataCore
import Synchronization

/// What a load knows, and how it decides what becomes of its value.
public final class LoadContext<Value: CacheValue>: Sendable {
    /// The key that is loaded.
    public let key: CacheKey

    /// The value that was there before and is not fresh any more; nil when there is none.
    public let previous: PreviousValue<Value>?

    private let decision: Mutex<LoadDecision>

    init(key: CacheKey, previous: PreviousValue<Value>?, decision: LoadDecision) {
        self.key = key
        self.previous = previous
        self.decision = Mutex(decision)
    }

    /// The context of a load whose value is not stored.
    convenience init(alone key: CacheKey) {
        self.init(key: key, previous: nil, decision: LoadDecision(expires: .never, tags: []))
    }

    /// Keeps the value for this long instead of what the options say.
    public func setExpiration(_ expires: Expiration) {
        decision.withLock { $0.expires = expires }
    }

    /// Gives the value more tags.
    ///
    /// Tags that the options name already cost nothing. For others the cache finds out after the load whether any tag at all was
    /// invalidated meanwhile, and does not store the value if so; nor does it where a tag is empty or reserved.
    public func addTags(_ tags: Set<CacheTag>) {
        decision.withLock { $0.tags.formUnion(tags) }
    }

    /// Keeps what the origin knows this state of the value by, to be found in ``PreviousValue/validator`` next time.
    public func setValidator(_ validator: String?) {
        decision.withLock { $0.validator = validator }
    }

    /// Returns the value to its callers without storing it.
    public func doNotStore() {
        decision.withLock { $0.isStored = false }
    }

    /// The previous value, to be returned from the load when the origin says that it has not changed; it is fresh again and keeps
    /// its validator.
    ///
    /// - Throws: ``CacheError/Code/invalidArgument`` when there is no previous value.
    public func notModified() throws(CacheError) -> Value {
        guard let previous else {
            throw CacheError(.invalidArgument, message: "there is no previous value that could be unmodified")
        }
        setValidator(previous.validator)
        return previous.value
    }

    var outcome: LoadDecision { decision.withLock { $0 } }
}

/// A value that is not fresh any more.
public struct PreviousValue<Value: CacheValue>: Sendable {
    /// The value.
    public let value: Value
    /// What the origin knew it by; nil when its load did not say.
    public let validator: String?
}

/// What a load decided about its value.
struct LoadDecision: Sendable {
    var expires: Expiration
    var tags: Set<CacheTag>
    var validator: String?
    var isStored = true
}
