import StrataCore

extension CacheLaw {
    /// Law 10, for leases: one computes, the others wait.
    public static let leases: [CacheLaw] = [
        CacheLaw(
            10,
            "one is granted the lease, the others are busy",
            because: "A missing value is to be computed once, whoever asks for it at the same time.",
            requires: [.storage, .leasing]
        ) { trial in
            let cache = try trial.leasing
            let leases = try await race(100) { _ in try await cache.lease("law:race", for: .seconds(60), as: Int.self) }
            try expect(
                leases.filter { $0.grantedToken != nil }.count,
                is: 1,
                "the number of leases granted to 100 tasks"
            )
            try expect(leases.filter(\.isBusy).count, is: 99, "the number of tasks that were told to wait")
        },
        CacheLaw(
            10,
            "a lease of another process makes this one busy",
            because: "Leases are what keeps processes from computing the same at once.",
            requires: [.storage, .leasing, .peers]
        ) { trial in
            let (one, other) = (try trial.leasing, try required(try await trial.peer() as? any LeasingCache))
            let token = try await one.grantedToken("law:key")
            try await expect(
                other.lease("law:key", for: .seconds(60), as: Int.self).isBusy,
                "another process is not busy"
            )
            try await expect(one.fill("law:key", with: 5, under: token), is: true, "fill under a granted lease")
            let hit = try await other.lease("law:key", for: .seconds(60), as: Int.self)
            try expect(hit.value, is: 5, "lease of another process after the fill")
        },
        CacheLaw(
            10,
            "a fill stores the value and consumes the lease",
            because: "What one computed is a hit for all others.",
            requires: [.storage, .leasing]
        ) { trial in
            let cache = try trial.leasing
            let token = try await cache.grantedToken("law:key")
            try await trial.expect("law:key", holds: Sample?.none, "of a leased key")
            try await expect(cache.exists("law:key"), is: false, "exists of a leased key")
            try await expect(cache.fill("law:key", with: Sample(), under: token), is: true, "fill")
            try await trial.expect("law:key", holds: Sample(), "after fill")
            let lease = try await cache.lease("law:key", for: .seconds(60), as: Sample.self)
            try expect(lease.value, is: Sample(), "lease after fill")
            try await expect(
                cache.fill("law:key", with: Sample(note: "late"), under: token),
                is: false,
                "a second fill"
            )
            try await trial.expect("law:key", holds: Sample(), "after a second fill under the same lease")
        },
        CacheLaw(
            10,
            "a fill under a foreign token stores nothing",
            because: "Only the holder of the lease knows that nothing was invalidated since.",
            requires: [.storage, .leasing]
        ) { trial in
            let cache = try trial.leasing
            try await expect(cache.fill("law:never", with: 1, under: .random()), is: false, "fill without any lease")
            try await trial.expect("law:never", holds: Int?.none, "after a fill without any lease")
            let token = try await cache.grantedToken("law:key")
            let foreign = try await cache.grantedToken("law:foreign")
            try await expect(
                cache.fill("law:key", with: 1, under: .random()),
                is: false,
                "fill under an invented token"
            )
            try await expect(
                cache.fill("law:key", with: 1, under: foreign),
                is: false,
                "fill under another key's token"
            )
            try await trial.expect("law:key", holds: Int?.none, "after fills under foreign tokens")
            try await expect(
                cache.fill("law:key", with: 2, under: token),
                is: true,
                "fill under the right token after that"
            )
        },
        CacheLaw(
            10,
            "release gives back one's own lease only",
            because: "Who failed to compute lets the next one try; who is late must not take the lease of another.",
            requires: [.storage, .leasing]
        ) { trial in
            let cache = try trial.leasing
            let token = try await cache.grantedToken("law:key")
            try await cache.release("law:key", token: .random())
            try await expect(
                cache.lease("law:key", for: .seconds(60), as: Int.self).isBusy,
                "a foreign release took effect"
            )
            try await cache.release("law:key", token: token)
            let next = try await cache.grantedToken("law:key")
            try expect(next != token, "a token was granted twice")
            try await expect(cache.fill("law:key", with: 1, under: token), is: false, "fill under a released lease")
            try await cache.release("law:key", token: token)
            try await expect(
                cache.fill("law:key", with: 2, under: next),
                is: true,
                "fill after an old lease was released"
            )
            try await cache.release("law:missing", token: token)
        },
        CacheLaw(
            10,
            "a lease ends with its time",
            because: "Who crashed while computing must not keep all others waiting.",
            requires: [.storage, .leasing, .time]
        ) { trial in
            let cache = try trial.leasing
            let old = try await cache.grantedToken("law:key", for: .milliseconds(200))
            try await trial.advance(.milliseconds(300))
            try await expect(cache.fill("law:key", with: 1, under: old), is: false, "fill after the end of the lease")
            let next = try await cache.grantedToken("law:key")
            try await expect(
                cache.fill("law:key", with: 1, under: old),
                is: false,
                "fill under the lease before this one"
            )
            try await expect(cache.fill("law:key", with: 2, under: next), is: true, "fill under the new lease")
        },
        CacheLaw(
            10,
            "leases and what they find hold to the millisecond",
            because: "A lease is a time to rely on: not shorter than asked for, and over at its end.",
            requires: [.storage, .leasing, .exactTime]
        ) { trial in
            let cache = try trial.leasing
            try await cache.set("law:entry", to: 1, expires: .milliseconds(50))
            let early = try await cache.grantedToken("law:early", for: .milliseconds(50))
            let late = try await cache.grantedToken("law:late", for: .microseconds(49_001))
            try await trial.aroundTheEnd { isPresent in
                let found = try await cache.lease("law:entry", for: .seconds(1), as: Int.self)
                let hit = Lease.hit(
                    LeasedEntry(value: 1, metadata: EntryMetadata(), timeToLive: .remaining(.milliseconds(1)))
                )
                try expect(
                    isPresent ? found == hit : found.grantedToken != nil,
                    "lease around the end of an entry is \(found)"
                )
                if isPresent {
                    try await expect(cache.fill("law:early", with: 1, under: early), is: true, "fill at 49 of 50 ms")
                }
                if !isPresent {
                    try await expect(cache.fill("law:late", with: 1, under: late), is: false, "fill at its end")
                }
            }
        },
        CacheLaw(
            10,
            "a lease must last longer than zero",
            because: "A lease without duration would be granted to everybody.",
            requires: [.leasing]
        ) { trial in
            let cache = try trial.leasing
            for duration in [Duration.zero, .seconds(-1)] {
                try await expect(.invalidArgument, .invalidExpiration, from: "lease for \(duration)") {
                    _ = try await cache.lease("law:key", for: duration, as: Int.self)
                }
            }
        },
        CacheLaw(
            10,
            "a refreshing lease leaves the entry until it is replaced",
            because: "A value that is stale is still better than none while a fresh one is computed.",
            requires: [.storage, .leasing]
        ) { trial in
            let cache = try trial.leasing
            try await cache.set("law:key", to: 1, expires: .never)
            let first = try await cache.lease("law:key", for: .seconds(60), refreshing: true, as: Int.self)
            let second = try await cache.lease("law:key", for: .seconds(60), refreshing: true, as: Int.self)
            try expect(second.isBusy, "a second refreshing lease is \(second), and should be busy")
            try await expect(cache.lease("law:key", for: .seconds(60), as: Int.self).value, is: 1, "a lease meanwhile")
            try await trial.expect("law:key", holds: 1, "meanwhile")
            let token = try required(first.grantedToken)
            try await expect(cache.fill("law:key", with: 2, under: token), is: true, "fill of a refresh")
            try await trial.expect("law:key", holds: 2, "after the refresh")
            let absent = try await cache.lease("law:absent", for: .seconds(60), refreshing: true, as: Int.self)
            try expect(absent.grantedToken != nil, "a refreshing lease of a missing key is \(absent)")
        },
    ]
}
