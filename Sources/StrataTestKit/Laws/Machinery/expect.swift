import StrataCore

/// Breaks the law unless `condition` holds.
func expect(_ condition: Bool, _ reason: @autoclosure () -> String) throws(Breach) {
    guard condition else { throw Breach(reason: reason()) }
}

/// Breaks the law unless both are equal.
func expect<Value: Equatable>(_ found: Value, is expected: Value, _ what: @autoclosure () -> String) throws(Breach) {
    guard found != expected else { return }
    throw Breach(reason: "\(what()) is \(shown(found)), and should be \(shown(expected))")
}

/// Breaks the law unless `operation` fails with one of `codes`.
func expect(
    _ codes: CacheError.Code...,
    from what: @autoclosure () -> String,
    _ operation: () async throws -> Void
) async throws(Breach) {
    let wanted = codes.map(\.rawValue).joined(separator: " or ")
    do {
        try await operation()
    } catch let error as CacheError {
        guard !codes.contains(error.code) else { return }
        throw Breach(reason: "\(what()) failed with \(error), and should with \(wanted)")
    } catch {
        throw Breach(reason: "\(what()) failed with \(error), and should with \(wanted)")
    }
    throw Breach(reason: "\(what()) succeeded, and should fail with \(wanted)")
}

/// A value as it stands in a reason: never more than a few words of it.
func shown(_ value: some Any) -> String {
    let text = String(describing: value)
    return text.count <= 200 ? text : text.prefix(200) + "... (\(text.count) characters)"
}
