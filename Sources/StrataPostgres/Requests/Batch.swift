/// Requests that share one statement, and what it says.
struct Batch: Sendable {
    let kind: WorkKind
    let requests: [Request]

    /// What is sent, in one transaction.
    var script: Script {
        switch kind {
        case .fetch: reading(one: .fetchOne, many: .fetch)
        case .probe: reading(one: .probeOne, many: .probe)
        case .write: Script(Self.writing(rows))
        case .remove: Script(Statement(.remove, [.digests(keys.sorted())]))
        case .script: scripts
        }
    }

    /// Each request with what the server answered for it.
    func answers(from results: [ResultTable]) -> [(Request, Answer)] {
        guard kind != .script, let result = results.first else {
            return requests.map { ($0, .results(results)) }
        }
        if kind == .write { return requests.map { ($0, .row(nil)) } }
        let rows = result.rowsByKey()
        return requests.map { request in (request, .row(request.work.key.flatMap { rows[$0] })) }
    }

    /// The statement that stores rows, at most one a key: the last one stays. They go in the order of their digests, so
    /// that two nodes that store the same keys do not wait for each other.
    static func writing(_ rows: [RowWrite]) -> Statement {
        var latest: [KeyDigest: RowWrite] = [:]
        for row in rows { latest[row.key.digest] = row }
        let sorted = latest.count == 1 ? Array(latest.values) : latest.values.sorted { $0.key.digest < $1.key.digest }
        var values = ParameterArray(
            .jsonb,
            count: sorted.count,
            weight: sorted.reduce(0) { $0 + $1.value.count + 5 }
        )
        for row in sorted { values.append(json: row.value) }
        return Statement(
            .write,
            [
                .digests(sorted.map(\.key.digest)), .texts(sorted.map(\.key.plain)), values.parameter,
                .integers(sorted.map(\.timeToLive)),
            ]
        )
    }

    private var keys: Set<KeyDigest> { Set(requests.compactMap(\.work.key)) }

    private var rows: [RowWrite] {
        requests.compactMap { if case .write(let row) = $0.work { row } else { nil } }
    }

    private var scripts: Script {
        Script(requests.flatMap { if case .script(let script) = $0.work { script.statements } else { [Statement]() } })
    }

    private func reading(one: StatementText, many: StatementText) -> Script {
        let keys = keys
        if keys.count == 1, let key = keys.first { return Script(Statement(one, [.digest(key)])) }
        return Script(Statement(many, [.digests(keys)]))
    }
}
