/// Requests of one kind that wait, in the order in which they came.
struct RequestLine: Sendable {
    private var requests: [Request] = []
    private var head = 0

    /// How many wait, those included whose callers have left.
    var count: Int { requests.count - head }

    /// When the first one runs out of time; nil when none waits.
    var deadline: Int64? { head < requests.count ? requests[head].deadline : nil }

    mutating func append(_ request: Request) {
        requests.append(request)
    }

    mutating func prepend(_ request: Request) {
        if head > 0 {
            head -= 1
            requests[head] = request
        } else {
            requests.insert(request, at: 0)
        }
    }

    /// Takes the first ones out, without those whose callers have left. One that is to go alone goes alone.
    mutating func take(most: Int, mostBytes: Int) -> [Request] {
        var taken: [Request] = []
        var bytes = 0
        while head < requests.count, taken.count < most {
            let request = requests[head]
            let fits = taken.isEmpty || (bytes + request.work.weight <= mostBytes && !request.isAlone)
            guard request.isAnswered || fits else { break }
            head += 1
            guard !request.isAnswered else { continue }
            taken.append(request)
            bytes += request.work.weight
            if request.isAlone { break }
        }
        forgetTaken()
        return taken
    }

    mutating func removeExpired(at now: Int64) -> [Request] {
        guard let deadline, deadline <= now else { return [] }
        let (late, rest) = (
            requests[head...].filter { $0.deadline <= now }, requests[head...].filter { $0.deadline > now }
        )
        (requests, head) = (rest, 0)
        return late
    }

    mutating func removeAll() -> [Request] {
        defer { (requests, head) = ([], 0) }
        return Array(requests[head...])
    }

    private mutating func forgetTaken() {
        if head == requests.count {
            requests.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1024, head > requests.count / 2 {
            requests.removeFirst(head)
            head = 0
        }
    }
}
