/// Eight words.
struct Record: Codable, Sendable {
    var number: Int64
    var a: Int64 = 1
    var b: Int64 = 2
    var c: Int64 = 3
    var d: Int64 = 4
    var e: Int64 = 5
    var f: Int64 = 6
    var g: Int64 = 7

    init(_ number: UInt32) {
        self.number = Int64(number)
    }
}
