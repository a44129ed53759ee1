extension Duration {
    /// Nanoseconds, rounded down; the greatest number when they do not fit.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max : product.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
    }

    /// Milliseconds, at least 1.
    var wholeMilliseconds: Int { max(1, Int(nanoseconds / 1_000_000)) }
}
