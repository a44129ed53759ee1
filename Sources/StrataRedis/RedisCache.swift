public import StrataCore
import StrataSupport
import StrataTLS
import Synchronization

/// A cache on a Redis server, shared by any number of processes.
///
/// The commands of all tasks share a few connections: they are sent together and answered in order, and no task holds a
/// thread while it waits. The server keeps the time: entries expire by its clock, to the millisecond.
///
/// Opening does not wait for the server. While it cannot be reached, operations fail with ``CacheError/Code/unavailable``,
/// and the cache tries again, ever less often. A server that evicts, restarts empty or fails over may lose any entry, as
/// a cache may; what that means for counters, leases and locks stands in `Docs/redis.md`.
///
/// Needs Redis 6.2 or later, a single primary. An ACL user needs the commands `ping`, `get`, `set`, `mget`, `unlink`,
/// `getrange`, `scan`, `eval`, `evalsha`, `publish`, `subscribe` and those that the scripts call, for keys and channels that
/// begin with the prefix and a colon.
public actor RedisCache {
    /// How long an entry lives when the caller does not say.
    public nonisolated let defaultExpiration: Expiration

    nonisolated let configuration: Configuration
    nonisolated let space: KeySpace
    nonisolated let counters = OperationCounters()
    nonisolated let router: Router
    nonisolated let clock = MonotonicClock()
    private let alarm: Alarm
    private let dialer: Dialer
    private var subscription: Subscription?

    /// Opens a cache. Connecting goes on after this returns.
    ///
    /// - Throws: ``CacheError/Code/invalidConfiguration``; ``CacheError/Code/unavailable`` when the system gives no threads.
    public init(configuration: Configuration) throws(CacheError) {
        try configuration.validate()
        self.configuration = configuration
        defaultExpiration = configuration.defaultExpiration
        space = KeySpace(prefix: configuration.prefix)
        let dialer = try Dialer(configuration)
        let interval = configuration.healthCheckInterval ?? .seconds(86_400)
        let alarm = try Alarm(
            tick: max(1, configuration.commandTimeout.wholeMilliseconds / 16),
            idle: interval.wholeMilliseconds
        )
        var connections: [Connection] = []
        for _ in 0..<configuration.connections {
            connections.append(try Connection(dialer, alarm: alarm))
        }
        self.alarm = alarm
        self.dialer = dialer
        router = Router(connections: connections)
        Self.start(connections, alarm, interval.saturatedNanoseconds)
    }

    /// Opens a cache on the server that a URL names. Connecting goes on after this returns.
    ///
    /// - Parameters:
    ///   - url: `redis://user:password@host:port/database`, `rediss://` for the same with TLS, or
    ///     `unix://user:password@/path/of/socket?db=number`. All but host or path may be left out. What is special in a name
    ///     or a password is percent-encoded.
    ///   - configuration: All else. What the URL says counts more, but `redis` does not take TLS away.
    /// - Throws: As ``init(configuration:)``.
    public init(url: String, configuration: Configuration = Configuration()) throws(CacheError) {
        let parts = try RedisURL(url)
        var configuration = configuration
        configuration.endpoint = parts.endpoint
        if parts.speaksTLS, configuration.tls == nil { configuration.tls = TLSConfiguration() }
        if let credentials = parts.credentials { configuration.credentials = credentials }
        if let database = parts.database { configuration.database = database }
        try self.init(configuration: configuration)
    }

    deinit {
        subscription?.close()
        for connection in router.connections { connection.close() }
        alarm.stop()
    }

    private static func start(_ connections: [Connection], _ alarm: Alarm, _ interval: Int64) {
        for connection in connections { connection.start() }
        let clock = MonotonicClock()
        alarm.start {
            connections.reduce(false) { isBusy, connection in connection.look() || isBusy }
        } work: {
            let now = clock.nanoseconds()
            for connection in connections {
                connection.expire(at: now)
                connection.checkHealth(at: now, after: interval)
            }
        }
    }

    /// The connection that listens, made when it is first asked for.
    func openSubscription() throws(CacheError) -> Subscription {
        try ensureOpen()
        if let subscription { return subscription }
        let opened = try Subscription(dialer, channel: channel)
        subscription = opened
        return opened
    }

    /// Ends everything that the cache owns.
    func shutDown() {
        subscription?.close()
        for connection in router.connections { connection.close() }
        alarm.stop()
    }
}
