import StrataCore

extension Duration {
    /// Milliseconds, at least 1.
    var wholeMilliseconds: Int { max(1, Int(saturatedNanoseconds / 1_000_000)) }
}
