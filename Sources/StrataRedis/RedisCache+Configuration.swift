public import StrataCore
public import StrataTLS

extension RedisCache {
    /// How a cache on a Redis server behaves. Every part has a default.
    public struct Configuration: Sendable {
        /// Where the server listens. 127.0.0.1, port 6379.
        public var endpoint: Endpoint = .tcp(host: "127.0.0.1", port: 6379)

        /// Who the client says that it is; nil for nobody.
        public var credentials: Credentials?

        /// Whom to trust, where the server speaks TLS; nil for plain TCP. A `rediss` URL sets it. Unix sockets are always plain.
        public var tls: TLSConfiguration?

        /// The number of the database. 0.
        public var database = 0

        /// What all keys of the cache begin with, followed by a colon. `strata` by default. Caches of one prefix share
        /// their entries; no prefix contains another, for a colon or a percent sign in it is written `%3A` or `%25`.
        public var prefix = "strata"

        /// How values become bytes. JSON by default, raw bytes for `Data` and `[UInt8]`.
        public var codec: any CacheCodec = JSONCodec()

        /// How long an entry lives when the caller does not say. 300 seconds.
        public var defaultExpiration: Expiration = .seconds(300)

        /// How many connections carry the commands. 1 by default, at most 64. One carries some 100,000 commands a
        /// second; more help where large values would hold up small ones.
        public var connections = 1

        /// How long making a connection may take, logging in included. 2 seconds.
        public var connectTimeout: Duration = .seconds(2)

        /// How long an operation may take before it fails with ``CacheError/Code/deadlineExceeded``, waiting for a
        /// connection included. 2 seconds. Checked to a sixteenth of it. Operations that work through all keys have this time
        /// for each step.
        public var commandTimeout: Duration = .seconds(2)

        /// Whether a read that ran into its time-out is asked once more, for as long again. False by default. Reads whose
        /// connection broke are always asked once more, within their time.
        public var retriesReadsOnTimeout = false

        /// After how long without traffic the system probes a TCP connection; nil for never. 60 seconds. In whole seconds.
        public var keepAlive: Duration? = .seconds(60)

        /// After how long without traffic the server is asked whether it is there; nil for never. 30 seconds.
        public var healthCheckInterval: Duration? = .seconds(30)

        /// The pause before the second attempt to connect; it doubles with each further one. 50 milliseconds. Each pause
        /// is shortened by a random part of up to a half.
        public var shortestReconnectPause: Duration = .milliseconds(50)

        /// The longest pause between attempts to connect. 2 seconds.
        public var longestReconnectPause: Duration = .seconds(2)

        /// How many operations may wait on one connection; more fail with ``CacheError/Code/overloaded``. 100,000.
        public var maximumWaiting = 100_000

        /// How large the stored form of one value may be, in bytes. 64 MiB. Larger ones are refused with
        /// ``CacheError/Code/valueTooLarge``, also when the server sends one.
        public var maximumValueBytes = 64 << 20

        /// A configuration of defaults.
        public init() {}

        /// Refuses what is out of range.
        func validate() throws(CacheError) {
            let times = [connectTimeout, commandTimeout, shortestReconnectPause, longestReconnectPause]
            let problem: String? =
                if !(1...64).contains(connections) {
                    "connections must be between 1 and 64"
                } else if times.contains(where: { $0 < .milliseconds(1) || $0 > .seconds(86_400) }) {
                    "times must be between a millisecond and a day"
                } else if [keepAlive, healthCheckInterval].contains(where: { $0.map { $0 <= .zero } ?? false }) {
                    "keepAlive and healthCheckInterval must be longer than zero"
                } else if database < 0 {
                    "the number of the database must not be negative"
                } else if maximumWaiting < 1 {
                    "maximumWaiting must be at least 1"
                } else if !(1...(512 << 20)).contains(maximumValueBytes) {
                    "maximumValueBytes must be between 1 and 512 MiB"
                } else {
                    nil
                }
            if let problem { throw CacheError(.invalidConfiguration, backend: "redis", message: problem) }
        }
    }
}
