extension RateLimiter {
    /// How the limit is counted. `L` is the limit and `W` the length of a window.
    public enum Algorithm: Hashable, Sendable {
        /// Windows follow one another, each with a counter of its own; the limit holds in each.
        ///
        /// Nothing is carried over, so a burst at the end of one window and another at the beginning of the next can
        /// bring up to `2 * L` within any short span.
        case fixedWindow

        /// The counter of this window, and that of the one before weighed by how much of it is less than `W` ago: the
        /// approximation with two counters (Cloudflare, "How we built rate limiting capable of scaling to millions of
        /// domains", 2017), rounded up.
        ///
        /// Within any span of length `s <= W` at most `L * (1 + s / W)` are allowed: about `L` in a short burst,
        /// wherever it lies, and less than `2 * L` in a whole `W` at worst. The approximation takes requests of the
        /// window before for evenly spread. When they were not, its count differs from the true one of the last `W` by
        /// less than the number of them, in either direction.
        case slidingWindow
    }

    /// What is decided when the cache fails. Cancellation is no failure and is always thrown.
    public enum FailurePolicy: Hashable, Sendable {
        /// Requests are allowed: an outage of the cache costs the limit.
        case allow
        /// Requests are denied: an outage of the cache costs the service.
        case deny
        /// The error is thrown to the caller.
        case throwError
    }
}
