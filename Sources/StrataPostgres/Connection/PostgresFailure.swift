import StrataCore

/// What PostgreSQL or libpq said when something failed: the underlying error of what ``PostgresCache`` throws.
public struct PostgresFailure: Error, Hashable, Sendable {
    /// The five characters of the SQL standard's error code; nil where the server had no part in the failure.
    public let sqlState: String?

    /// PostgreSQL's own words. They may hold names, keys and values.
    public let message: String

    /// Whether libpq could not make sense of the URL.
    let isMisconfiguration: Bool

    init(sqlState: String? = nil, message: String, isMisconfiguration: Bool = false) {
        self.sqlState = sqlState
        self.message = message
        self.isMisconfiguration = isMisconfiguration
    }

    /// Whether the same statement may well succeed when it is sent again: a deadlock, or a race of serializable
    /// transactions.
    var isTransient: Bool { sqlState == "40P01" || sqlState == "40001" }

    /// Whether one of the values was at fault, so that the others can be stored without it.
    var isOfValues: Bool { sqlState?.hasPrefix("22") == true || sqlState?.hasPrefix("54") == true }

    var cacheErrorCode: CacheError.Code {
        guard let sqlState else { return isMisconfiguration ? .invalidConfiguration : .unavailable }
        if let code = Self.codes[sqlState] { return code }
        return Self.codesOfClasses[String(sqlState.prefix(2))] ?? .backendFailure
    }

    func asCacheError(_ message: String? = nil) -> CacheError {
        CacheError(cacheErrorCode, backend: "postgres", message: message ?? hint, underlying: self)
    }

    /// What an operator should know, without anything private.
    private var hint: String? {
        switch sqlState {
        case "53300": "the server has no connection left"
        case "28P01", "28000": "the server refused the user or the password"
        case "42501": "the role lacks a privilege; see Migrations/postgres/README.md"
        case "42P01", "42703", "42883": "the schema is older than this library; apply Migrations/postgres"
        case .some(let state): "SQLSTATE \(state)"
        case nil: nil
        }
    }

    private static let codes: [String: CacheError.Code] = [
        "25006": .readOnly, "53100": .storageFull, "53200": .overloaded, "57014": .deadlineExceeded,
        "42P01": .schemaMismatch, "42703": .schemaMismatch, "42883": .schemaMismatch, "3F000": .schemaMismatch,
        "42501": .permissionDenied, "3D000": .invalidConfiguration, "55P03": .busy, "40P01": .busy, "40001": .busy,
        "XX001": .corrupted, "XX002": .corrupted,
    ]

    private static let codesOfClasses: [String: CacheError.Code] = [
        "08": .unavailable, "53": .unavailable, "57": .unavailable, "28": .permissionDenied, "54": .valueTooLarge,
        "22": .encodingFailed, "25": .readOnly,
    ]
}
