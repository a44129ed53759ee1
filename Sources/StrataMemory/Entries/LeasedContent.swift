internal import StrataCore

/// What a live slot holds, with all that was stored beside it; not yet read as the type asked for.
struct LeasedContent: Sendable {
    let value: any Sendable
    let metadata: EntryMetadata
    let timeToLive: TimeToLive
}
