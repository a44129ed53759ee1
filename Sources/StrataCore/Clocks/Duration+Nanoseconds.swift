extension Duration {
    /// Whole nanoseconds, rounded towards zero; the nearest number that fits when there is none.
    package var saturatedNanoseconds: Int64 {
        // Compared first: the parts of a duration of more than 2^63 seconds do not fit into their integers.
        if self >= .nanoseconds(Int64.max) { return .max }
        if self <= .nanoseconds(Int64.min) { return .min }
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
