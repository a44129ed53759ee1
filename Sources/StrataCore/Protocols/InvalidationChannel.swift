/// A way for the nodes of a service to tell each other which keys have changed.
///
/// Delivery is at most once and in no promised order. A subscriber that may have missed a message is told so with
/// ``InvalidationEvent/messagesMayHaveBeenMissed``, and must trust nothing that it held before.
public protocol InvalidationChannel: Sendable {
    /// Tells all subscribers, this process's own included.
    func publish(_ messages: [InvalidationMessage]) async throws(CacheError)

    /// The messages from now on. The sequence ends when the task is cancelled or the channel closed; a broken connection
    /// does not end it.
    func subscribe() async throws(CacheError) -> AsyncStream<InvalidationEvent>
}

/// What one node tells the others.
public struct InvalidationMessage: Hashable, Sendable {
    /// What is void.
    public enum Subject: Hashable, Sendable {
        /// One key.
        case key(CacheKey)
        /// All entries of a tag.
        case tag(CacheTag)
        /// Everything in the namespace.
        case everything
    }

    /// Who sends; subscribers leave out their own.
    public var sender: CacheToken
    /// What is void.
    public var subject: Subject

    /// Creates a message.
    public init(sender: CacheToken, subject: Subject) {
        self.sender = sender
        self.subject = subject
    }
}

/// What a subscriber hears.
public enum InvalidationEvent: Hashable, Sendable {
    /// A message arrived.
    case message(InvalidationMessage)
    /// The subscription is broken. Nothing is heard until ``messagesMayHaveBeenMissed`` comes.
    case interrupted
    /// The subscription stands again; what was said meanwhile is lost.
    case messagesMayHaveBeenMissed
}
