extension CacheUnderTest {
    /// What is special about a cache under test.
    public struct Traits: OptionSet, Hashable, Sendable {
        /// One bit a trait.
        public let rawValue: Int

        /// Creates a set of traits.
        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// Whatever is written is forgotten at once, as by `NoCache`.
        public static let storesNothing = Traits(rawValue: 1)

        /// Values are kept as they are and pass no codec, so that a value which cannot be encoded can be stored.
        public static let doesNotEncode = Traits(rawValue: 2)

        /// `advance` lets at least the asked time pass, and a little more: it sleeps beside a clock that nobody moves.
        public static let timeIsApproximate = Traits(rawValue: 4)
    }
}
