/// What is printed in the end.
struct ReportTable {
    let text: String

    init(_ reports: [WorkerReport], _ audit: Audit, limit: Int64) {
        var lines = [Self.row("worker", "allowed", "denied", "turns")]
        for report in reports {
            let turns = audit.turns[report.number, default: 0]
            lines.append(Self.row("\(report.number)", "\(report.allowed.count)", "\(report.denied)", "\(turns)"))
        }
        lines.append("")
        lines.append("most in a window of one second    \(audit.busiestWindow) of \(limit)")
        lines.append("times two held the lock           \(audit.overlaps)")
        lines.append("fencing numbers that did not grow \(audit.setbacks)")
        text = lines.joined(separator: "\n")
    }

    private static func row(_ cells: String...) -> String {
        cells.map { String(repeating: " ", count: max(8 - $0.count, 0)) + $0 }.joined(separator: " ")
    }
}
