import StrataCore

/// Decides which request goes to which connection, and with which others.
///
/// A request that finds a connection with room for its kind goes at once. Others wait, and when a statement of their kind
/// was answered all of them go together in the next one.
struct Gatherer: Sendable {
    /// What becomes of a request.
    enum Admission: Sendable {
        /// It is to be sent on this connection now.
        case send(lane: Int, Batch)
        /// It waits.
        case waits
        /// It is not taken.
        case refused(CacheError)
    }

    /// The most rows of one statement.
    static let mostRows = 256
    /// About the most bytes of one statement, unless one row has more.
    static let mostBytes = 4 << 20
    /// How many scripts one connection may have under way.
    static let mostScripts = 16

    private struct Lane: Sendable {
        /// Whether there is a connection.
        var isUp = false
        /// Whether there may be one soon.
        var isPromising = true
        var busy = [Int](repeating: 0, count: WorkKind.allCases.count)
        var load: Int { busy.reduce(0, +) }
    }

    private var lanes: [Lane]
    private var lines = [RequestLine](repeating: RequestLine(), count: WorkKind.allCases.count)
    private let capacity: Int
    private var isClosed = false
    private var lastFailure = CacheError(.unavailable, backend: "postgres")

    init(lanes count: Int, capacity: Int) {
        lanes = Array(repeating: Lane(), count: count)
        self.capacity = capacity
    }

    /// How many wait.
    var waiting: Int { lines.reduce(0) { $0 + $1.count } }

    /// When the first of those that wait runs out of time; nil when none waits.
    var deadline: Int64? { lines.compactMap(\.deadline).min() }

    /// Takes a request in.
    mutating func add(_ request: Request) -> Admission {
        guard !isClosed else { return .refused(CacheError(.closed, backend: "postgres")) }
        guard lanes.contains(where: { $0.isUp || $0.isPromising }) else { return .refused(lastFailure) }
        let kind = request.work.kind
        if let lane = freeLane(for: kind) {
            lanes[lane].busy[kind.rawValue] += 1
            return .send(lane: lane, Batch(kind: kind, requests: [request]))
        }
        guard waiting < capacity else { return .refused(CacheError(.overloaded, backend: "postgres")) }
        lines[kind.rawValue].append(request)
        return .waits
    }

    /// What a connection is to send next, now that it has room.
    mutating func next(for lane: Int) -> [Batch] {
        guard lanes[lane].isUp else { return [] }
        var batches: [Batch] = []
        for kind in WorkKind.allCases {
            while hasRoom(lane, kind) {
                let requests = gather(kind)
                guard !requests.isEmpty else { break }
                lanes[lane].busy[kind.rawValue] += 1
                batches.append(Batch(kind: kind, requests: requests))
            }
        }
        return batches
    }

    /// Notes that a statement was answered.
    mutating func finish(_ kind: WorkKind, on lane: Int) {
        lanes[lane].busy[kind.rawValue] -= 1
    }

    /// Puts requests that are to be tried again before all others.
    ///
    /// - Returns: Those for which it is too late.
    mutating func putBack(_ requests: [Request]) -> [Request] {
        guard !isClosed else { return requests }
        for request in requests.reversed() { lines[request.work.kind.rawValue].prepend(request) }
        return []
    }

    /// Notes that a connection is there.
    mutating func connected(_ lane: Int) {
        lanes[lane] = Lane(isUp: true)
    }

    /// Notes that a connection is lost, with all that was under way, and will be tried again at once.
    mutating func disconnected(_ lane: Int) {
        lanes[lane] = Lane()
    }

    /// Notes that a connection cannot be made at the moment.
    ///
    /// - Returns: Those that cannot wait for it, as there is no other one.
    mutating func failed(_ lane: Int, with failure: CacheError) -> [Request] {
        lanes[lane] = Lane(isPromising: false)
        lastFailure = failure
        guard !lanes.contains(where: { $0.isUp || $0.isPromising }) else { return [] }
        return removeAll()
    }

    /// Takes out those that have waited too long.
    mutating func expire(at now: Int64) -> [Request] {
        lines.indices.flatMap { lines[$0].removeExpired(at: now) }
    }

    /// Lets nothing more in.
    ///
    /// - Returns: Those that waited.
    mutating func close() -> [Request] {
        isClosed = true
        return removeAll()
    }

    private mutating func removeAll() -> [Request] {
        lines.indices.flatMap { lines[$0].removeAll() }
    }

    private func freeLane(for kind: WorkKind) -> Int? {
        lanes.indices.filter { hasRoom($0, kind) }.min { lanes[$0].load < lanes[$1].load }
    }

    private func hasRoom(_ lane: Int, _ kind: WorkKind) -> Bool {
        lanes[lane].isUp && lanes[lane].busy[kind.rawValue] < (kind == .script ? Self.mostScripts : 1)
    }

    private mutating func gather(_ kind: WorkKind) -> [Request] {
        let most = kind == .script ? 1 : Self.mostRows
        return lines[kind.rawValue].take(most: most, mostBytes: Self.mostBytes)
    }
}
