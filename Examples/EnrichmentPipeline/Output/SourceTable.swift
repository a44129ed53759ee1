/// What happened at each source, a line each.
struct SourceTable: CustomStringConvertible {
    let meter: SourceMeter

    var description: String {
        let header = ["source", "calls", "hits", "origin calls", "mean ms", "sum s"]
        let rows = Source.allCases.map { source in
            let tally = meter.tally(source)
            return [
                source.rawValue,
                String(tally.calls),
                String(tally.hits),
                String(tally.originCalls),
                (tally.time.seconds * 1000 / Double(max(tally.calls, 1))).text(3),
                tally.time.inSeconds(3),
            ]
        }
        return ([header] + rows).map(line).joined(separator: "\n")
    }

    private func line(_ cells: [String]) -> String {
        cells.enumerated().map { column, cell in
            let padding = String(repeating: " ", count: max(0, 13 - cell.count))
            return column == 0 ? cell + padding : padding + cell
        }.joined()
    }
}
