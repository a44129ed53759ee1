/// One way to use a cache.
enum Operation: String, CaseIterable {
    case get = "get"
    case getOrSet = "get, set on miss"
    case mixed = "75 % get, 25 % set"

    /// Goes through a workload once.
    ///
    /// - Returns: How many reads found a value.
    @inline(__always)
    func run<S: Subject>(on subject: S, _ workload: Workload, _ fresh: (UInt32) -> S.Value) -> Int {
        var hits = 0
        for (index, number) in workload.accesses.enumerated() {
            let key = KeyMaker.key(number)
            if self == .mixed, workload.writes[index] {
                subject.set(key, fresh(number))
            } else if subject.get(key) != nil {
                hits += 1
            } else if self == .getOrSet {
                subject.set(key, fresh(number))
            }
        }
        return hits
    }
}
