/// Waits for what another process or thread brings about.
public enum Eventually {
    /// It did not come.
    public struct DidNotHappen: Error {
        /// What was waited for.
        public let what: String
    }

    /// Asks again and again whether `condition` holds.
    ///
    /// - Throws: ``DidNotHappen`` after half a minute.
    public static func holds(_ what: String, _ condition: () async throws -> Bool) async throws {
        for _ in 0..<3000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw DidNotHappen(what: what)
    }
}
