import StrataCore

/// Chooses the connection of a key. All commands go through here.
struct Router: Sendable {
    let connections: [Connection]

    /// The connection that carries the commands of `key`.
    func connection(for key: CacheKey) -> Connection {
        guard connections.count > 1 else { return connections[0] }
        return connections[Int(UInt(bitPattern: key.hashValue) % UInt(connections.count))]
    }

    /// The connection of a batch, and of what is about no key.
    func connection(for keys: [CacheKey]) -> Connection {
        keys.first.map { connection(for: $0) } ?? connections[0]
    }
}
