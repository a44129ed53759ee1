internal import StrataCore

/// Removes what has expired from the stripes of a cache, and gives its memory back.
///
/// It holds the stripes and not the cache. A weak reference to the cache would make every retain and release of it slower.
struct Sweeper: Sendable {
    let stripes: [Stripe]
    let time: TimeSource

    /// Sweeps all stripes, a few hundred entries at a time.
    func sweep() throws(CacheError) {
        for stripe in stripes {
            var isDone = false
            while !isDone {
                isDone = try stripe.withState { state, garbage in
                    let isDone = state.sweep(now: time.nanoseconds(), steps: 256, &garbage)
                    if isDone { state.giveMemoryBack() }
                    return isDone
                }
            }
        }
    }
}
