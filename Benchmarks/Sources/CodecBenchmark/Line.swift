/// One line of the table.
struct Line {
    let name: String
    let writing: Timing
    let reading: Timing
    let sizes: (ours: Int, theirs: Int)

    static let heading = row([
        "value", "encode ns", "JSON", "ratio", "decode ns", "JSON", "ratio", "bytes", "JSON", "ratio",
    ])

    var text: String {
        Self.row([
            name,
            Self.whole(writing.ours), Self.whole(writing.theirs), Self.hundredths(writing.ratio),
            Self.whole(reading.ours), Self.whole(reading.theirs), Self.hundredths(reading.ratio),
            "\(sizes.ours)", "\(sizes.theirs)", Self.hundredths(Double(sizes.ours) / Double(sizes.theirs)),
        ])
    }

    private static func row(_ columns: [String]) -> String {
        columns.enumerated().map { index, column in
            let padding = String(repeating: " ", count: max(0, (index == 0 ? 20 : 10) - column.count))
            return index == 0 ? column + padding : padding + column
        }.joined()
    }

    private static func whole(_ number: Double) -> String { "\(Int(number.rounded()))" }

    private static func hundredths(_ number: Double) -> String {
        let scaled = Int((number * 100).rounded())
        let fraction = scaled % 100
        return "\(scaled / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
