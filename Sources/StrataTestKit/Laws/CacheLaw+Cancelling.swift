import StrataCore

extension CacheLaw {
    /// Law 11: a cancelled task gets `.cancelled`, and the cache stays usable.
    public static let cancelling: [CacheLaw] = [
        CacheLaw(
            11,
            "a cancelled task is answered with cancelled or with success",
            because: "A cancelled request must not be held up, nor take the cache's connection with it.",
            requires: []
        ) { trial in
            for probe in trial.probes {
                let task = Task {
                    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                    try await probe.run("law:key")
                }
                try expectCancelledOrDone(await task.result, probe.name)
            }
            try await expectUsable(trial)
        },
        CacheLaw(
            11,
            "operations that are cancelled on their way leave the cache usable",
            because: "Clients hang up at any moment, often many at once.",
            requires: []
        ) { trial in
            let probes = trial.probes
            let tasks = (0..<200).map { index in
                Task {
                    let probe = probes[index % probes.count]
                    while !Task.isCancelled {
                        try await probe.run("law:key:\(index)")
                        await Task.yield()
                    }
                }
            }
            for _ in 0..<10 { await Task.yield() }
            for task in tasks { task.cancel() }
            for (index, task) in tasks.enumerated() {
                try expectCancelledOrDone(await task.result, probes[index % probes.count].name)
            }
            try await expectUsable(trial)
        },
    ]

    private static func expectCancelledOrDone(_ result: Result<Void, any Error>, _ operation: String) throws {
        guard case .failure(let error) = result else { return }
        try expect(
            (error as? CacheError)?.code == .cancelled,
            "\(operation) in a cancelled task failed with \(error), and should with cancelled, or succeed"
        )
    }

    private static func expectUsable(_ trial: LawTrial) async throws {
        for probe in trial.probes {
            do {
                try await probe.run("law:usable")
                try await trial.cache.clear()
            } catch {
                throw Breach(reason: "after operations were cancelled \(probe.name) failed with \(error)")
            }
        }
    }
}
