internal import StrataCore

/// A value with tags or other metadata, so that plain entries need no room for them.
final class AnnotatedValue: Sendable {
    static let layout = ValueLayout(AnnotatedValue.self)

    let value: any Sendable
    let metadata: EntryMetadata

    init(_ value: any Sendable, metadata: EntryMetadata) {
        self.value = value
        self.metadata = metadata
    }

    /// The value with its metadata, or the value alone when there is none.
    static func wrapping(_ value: any Sendable, metadata: EntryMetadata?) -> any Sendable {
        guard let metadata, !metadata.isEmpty else { return value }
        return AnnotatedValue(value, metadata: metadata)
    }
}
