extension Duration {
    /// Whole nanoseconds, rounded down; the nearest end of the range where they do not fit.
    var wholeNanoseconds: Int64 {
        let nanoseconds = attoseconds / 1_000_000_000
        return Int64(clamping: attoseconds % 1_000_000_000 < 0 ? nanoseconds - 1 : nanoseconds)
    }
}
