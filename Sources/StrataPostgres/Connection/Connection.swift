import CPostgres
import StrataCore
import StrataSupport

/// One connection to the server, non-blocking.
///
/// `@unchecked Sendable`: whoever owns it sees to it that one thread at a time uses it; ``Lane`` by a lock, the others by
/// keeping it to one thread.
@safe final class Connection: @unchecked Sendable {
    private let handle: OpaquePointer

    /// Begins to connect. Looking up the host's name may block.
    init(_ target: ConnectionTarget) throws(PostgresFailure) {
        try Self.validate(target.url)
        let keywords = target.keywords
        let handle = unsafe withCStrings(keywords.map(\.0)) { names in
            unsafe withCStrings(keywords.map(\.1)) { values in unsafe PQconnectStartParams(names, values, 1) }
        }
        guard let handle = unsafe handle else { throw PostgresFailure(message: "out of memory") }
        unsafe self.handle = handle
        // So that a refusal tells its SQLSTATE, which libpq has no other way to tell.
        unsafe PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
        unsafe PQsetNoticeReceiver(handle, { _, _ in }, nil)
        guard unsafe PQstatus(handle) != CONNECTION_BAD else { throw connectionFailure }
    }

    deinit {
        unsafe PQfinish(handle)
    }

    /// The socket; negative when there is none.
    var socket: CInt { unsafe PQsocket(handle) }

    /// Goes on connecting.
    ///
    /// - Returns: What to wait for; nothing when it is connected.
    func proceed() throws(PostgresFailure) -> SocketWaiter.Readiness {
        switch unsafe PQconnectPoll(handle) {
        case PGRES_POLLING_OK:
            unsafe PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
            guard unsafe PQsetnonblocking(handle, 1) == 0 else { throw failure }
            return []
        case PGRES_POLLING_READING: return .readable
        case PGRES_POLLING_WRITING: return .writable
        default: throw connectionFailure
        }
    }

    /// From now on statements are sent before earlier ones are answered.
    func enterPipeline() throws(PostgresFailure) {
        guard unsafe PQenterPipelineMode(handle) == 1 else { throw failure }
    }

    /// Has a statement prepared under its name.
    func prepare(_ text: StatementText, _ sql: String) throws(PostgresFailure) {
        guard unsafe PQsendPrepare(handle, text.name, sql, 0, nil) == 1 else { throw failure }
    }

    /// Sends a statement that was prepared.
    func send(prepared text: StatementText, _ parameters: [Parameter]) throws(PostgresFailure) {
        let status = unsafe withParameters(parameters) { count, values, lengths, formats in
            unsafe PQsendQueryPrepared(handle, text.name, count, values, lengths, formats, 1)
        }
        guard status == 1 else { throw failure }
    }

    /// Sends a statement that the server forgets.
    func send(_ sql: String, _ parameters: [Parameter]) throws(PostgresFailure) {
        let status = unsafe withParameters(parameters) { count, values, lengths, formats in
            unsafe PQsendQueryParams(handle, sql, count, nil, values, lengths, formats, 1)
        }
        guard status == 1 else { throw failure }
    }

    /// Sends statements without parameters, out of the pipeline.
    func sendSimple(_ sql: String) throws(PostgresFailure) {
        guard unsafe PQsendQuery(handle, sql) == 1 else { throw failure }
    }

    /// Ends a transaction of the pipeline, so that the server answers.
    func sync() throws(PostgresFailure) {
        guard unsafe PQpipelineSync(handle) == 1 else { throw failure }
    }

    /// Writes what waits.
    ///
    /// - Returns: Whether something still waits, until the socket is writable.
    func flush() throws(PostgresFailure) -> Bool {
        let status = unsafe PQflush(handle)
        guard status >= 0 else { throw failure }
        return status == 1
    }

    /// Reads what has come.
    func consume() throws(PostgresFailure) {
        guard unsafe PQconsumeInput(handle) == 1 else { throw failure }
    }

    /// Whether the next result has not come yet.
    var isBusy: Bool { unsafe PQisBusy(handle) == 1 }

    /// The next result; nil where the answer to a statement ends. Only when not ``isBusy``.
    func nextResult() -> ResultTable? {
        guard let result = unsafe PQgetResult(handle) else { return nil }
        return unsafe ResultTable(result)
    }

    /// What the next notification carries; nil when there is none.
    func nextNotification() -> String? {
        guard let notification = unsafe PQnotifies(handle) else { return nil }
        defer { unsafe PQfreemem(notification) }
        return unsafe String(cString: notification.pointee.extra)
    }

    /// An identifier, fit to be put into a statement.
    func quoted(identifier: String) throws(PostgresFailure) -> String {
        try unsafe taking(PQescapeIdentifier(handle, identifier, identifier.utf8.count))
    }

    /// A string literal, fit to be put into a statement.
    func quoted(literal: String) throws(PostgresFailure) -> String {
        try unsafe taking(PQescapeLiteral(handle, literal, literal.utf8.count))
    }

    /// What libpq has to say.
    var failure: PostgresFailure {
        PostgresFailure(message: unsafe String(cString: PQerrorMessage(handle)))
    }

    private static func validate(_ url: String) throws(PostgresFailure) {
        guard let options = unsafe PQconninfoParse(url, nil) else {
            throw PostgresFailure(message: "libpq does not understand the URL", isMisconfiguration: true)
        }
        unsafe PQconninfoFree(options)
    }

    private func taking(_ text: UnsafeMutablePointer<CChar>?) throws(PostgresFailure) -> String {
        guard let text = unsafe text else { throw failure }
        defer { unsafe PQfreemem(text) }
        return unsafe String(cString: text)
    }

    /// A failure to connect, with the SQLSTATE that the verbose message names: `FATAL:  28P01: password …`.
    private var connectionFailure: PostgresFailure {
        let message = failure.message
        let states = message.split(separator: ":  ").dropFirst().map { $0.prefix(5) }
        let state = states.last { state in
            state.utf8.count == 5 && state.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
        }
        return PostgresFailure(sqlState: state.map(String.init), message: message)
    }
}
