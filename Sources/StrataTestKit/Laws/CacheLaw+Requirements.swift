extension CacheLaw {
    /// What a law requires of a subject, and what a subject offers.
    public struct Requirements: OptionSet, Hashable, Sendable {
        /// One bit a requirement.
        public let rawValue: Int

        /// Creates a set of requirements.
        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// What is written is kept.
        public static let storage = Requirements(rawValue: 1)
        /// Values pass a codec.
        public static let encoding = Requirements(rawValue: 2)
        /// Time can be made to pass.
        public static let time = Requirements(rawValue: 4)
        /// Time passes by exactly as much as was asked, and never by itself.
        public static let exactTime = Requirements(rawValue: 8)
        /// Other namespaces of the same storage can be opened.
        public static let siblings = Requirements(rawValue: 16)
        /// The same namespace can be opened again.
        public static let peers = Requirements(rawValue: 32)
        /// The cache is an `AtomicCache`.
        public static let atomic = Requirements(rawValue: 64)
        /// The cache is an `ExpiringCache`.
        public static let expiring = Requirements(rawValue: 128)
        /// The cache is a `ScannableCache`.
        public static let scannable = Requirements(rawValue: 256)
        /// The cache is a `TaggingCache`.
        public static let tagging = Requirements(rawValue: 512)
        /// The cache is a `LeasingCache`.
        public static let leasing = Requirements(rawValue: 1024)
        /// The cache is a `ManagedCache`.
        public static let managed = Requirements(rawValue: 2048)

        /// Everything that there is.
        public static let all = Requirements(names.map(\.requirement))

        static let names: [(requirement: Requirements, name: String)] = [
            (.storage, "storage"), (.encoding, "encoding"), (.time, "time"), (.exactTime, "exactTime"),
            (.siblings, "siblings"), (.peers, "peers"), (.atomic, "atomic"), (.expiring, "expiring"),
            (.scannable, "scannable"), (.tagging, "tagging"), (.leasing, "leasing"), (.managed, "managed"),
        ]
    }
}

extension CacheLaw.Requirements: CustomStringConvertible {
    /// The names of all that is in the set.
    public var description: String {
        "[" + Self.names.filter { contains($0.requirement) }.map(\.name).joined(separator: ", ") + "]"
    }
}
