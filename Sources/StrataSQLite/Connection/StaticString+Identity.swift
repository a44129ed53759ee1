extension StaticString {
    /// Where a literal stands in memory: cheap to hash. Two equal literals may be two identities, which costs one more
    /// prepared statement and nothing else.
    struct Identity: Hashable {
        private let address: UInt

        init(_ literal: StaticString) {
            address = literal.hasPointerRepresentation ? UInt(bitPattern: unsafe literal.utf8Start) : 0
        }
    }
}
