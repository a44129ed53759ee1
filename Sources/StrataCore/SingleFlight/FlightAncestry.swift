/// The flights that the present task works for: those that wait for it, directly or through others.
enum FlightAncestry {
    /// One flight of one group.
    struct Mark: Sendable {
        let group: ObjectIdentifier
        let number: UInt64
    }

    @TaskLocal static var marks: [Mark] = []
}

/// A load asked for what it is itself to bring, and would wait for itself for ever. Whoever called loads without the flight.
package struct ReentrantLoad: Error {
    package init() {}
}
