import StrataCore

/// An error that the server answered with. Its text may name keys and commands.
struct ServerFailure: Error, Hashable {
    let text: String

    /// The first word, which says the kind.
    var kind: Substring { text.prefix { $0 != " " } }

    /// Whether a script is to be sent in full because the server does not have it.
    var isMissingScript: Bool { kind == "NOSCRIPT" }

    /// What a caller sees. The text stays out of the message, because it may quote what was sent.
    func asCacheError() -> CacheError {
        let (code, message) = Self.meanings[String(kind)] ?? unnamed
        return CacheError(code, backend: "redis", message: message, underlying: self)
    }

    private static let meanings: [String: (CacheError.Code, String?)] = [
        "LOADING": (.unavailable, "the server is loading its data"),
        "MASTERDOWN": (.unavailable, "the replica has lost its primary"),
        "CLUSTERDOWN": (.unavailable, "the cluster is down"),
        "TRYAGAIN": (.unavailable, "the cluster is moving this key"),
        "NOREPLICAS": (.unavailable, "the server has too few replicas to take writes"),
        "READONLY": (.readOnly, "the server is a replica that takes no writes"),
        "MISCONF": (.readOnly, "the server takes no writes because it cannot save its data"),
        "OOM": (.storageFull, "the server has no memory left"),
        "BUSY": (.busy, "the server runs a long script"),
        "WRONGPASS": (.permissionDenied, "the server refused user or password"),
        "NOAUTH": (.permissionDenied, "the server wants a password"),
        "NOPERM": (.permissionDenied, "the user may not run a command or touch a key"),
        "WRONGTYPE": (.typeMismatch, "the key holds something that no cache stored"),
        "MOVED": (.unsupported, "the server is part of a cluster"),
        "ASK": (.unsupported, "the server is part of a cluster"),
        "CROSSSLOT": (.unsupported, "the server is part of a cluster"),
    ]

    /// For what the server only calls ERR.
    private var unnamed: (CacheError.Code, String?) {
        if text.hasPrefix("ERR max number of clients") { return (.unavailable, "the server has too many clients") }
        if text.hasPrefix("ERR AUTH") || text.hasPrefix("ERR invalid password") {
            return (.permissionDenied, "the server refused the password")
        }
        if text.hasPrefix("ERR unknown command") || text.hasPrefix("ERR unknown subcommand") {
            return (.unsupported, "the server does not know a command")
        }
        if text.hasPrefix("ERR DB index") { return (.invalidConfiguration, "the server has no such database") }
        return (.backendFailure, nil)
    }
}
