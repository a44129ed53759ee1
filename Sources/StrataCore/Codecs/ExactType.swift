/// What `as?` does where both types are known to be one, without asking the runtime.
enum ExactType {
    /// The value as `type` when that is its static type. One comparison of metadata.
    @inline(__always)
    static func same<From, To>(_ value: From, _ type: To.Type) -> To? {
        guard From.self == type else { return nil }
        // The guard proves that both sides are one type.
        return unsafe unsafeBitCast(value, to: type)
    }

    /// A value as the type that it has already. The caller has compared the two types.
    @inline(__always)
    static func cast<From, To>(_ value: From, to type: To.Type) -> To {
        precondition(From.self == type)
        // The precondition proves that both sides are one type.
        return unsafe unsafeBitCast(value, to: type)
    }
}
