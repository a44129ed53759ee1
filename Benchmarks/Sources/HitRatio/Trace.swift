/// A sequence of accesses to keys that are numbered from 0.
struct Trace {
    /// What it is called.
    let name: String
    /// The keys, one access after another.
    let accesses: [Int]
    /// How many different keys there are.
    let keys: Int

    /// Numbers the keys of any trace.
    init(_ name: String, _ raw: some Sequence<UInt32>) {
        var numbers: [UInt32: Int] = [:]
        var accesses: [Int] = []
        for key in raw {
            let number = numbers[key] ?? numbers.count
            if number == numbers.count { numbers[key] = number }
            accesses.append(number)
        }
        self.name = name
        self.accesses = accesses
        keys = numbers.count
    }
}
