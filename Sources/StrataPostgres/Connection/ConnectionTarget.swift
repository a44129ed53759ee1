/// Where and how to connect.
struct ConnectionTarget: Sendable {
    /// A URL or a keyword string of libpq.
    let url: String
    /// Whether something stands between that gives every transaction another session.
    let isPooled: Bool
    /// How long connecting may take, in nanoseconds.
    let patience: Int64
    /// How long the server may work on one statement, in milliseconds.
    let statementTimeout: Int64

    /// What libpq is told beside the URL, which wins where it says the same.
    var keywords: [(String, String)] {
        [("fallback_application_name", "strata"), ("dbname", url), ("client_encoding", "UTF8")]
    }

    /// What is set on a new session: statements that never wait for ever, plans that are made once and use the indexes.
    var sessionSettings: [(name: String, value: String)] {
        guard !isPooled else { return [] }
        return [
            ("statement_timeout", "\(statementTimeout)"), ("default_transaction_isolation", "read committed"),
            ("plan_cache_mode", "force_generic_plan"), ("enable_seqscan", "off"), ("jit", "off"),
        ]
    }
}
