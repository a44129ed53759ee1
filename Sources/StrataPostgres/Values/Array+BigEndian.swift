extension [UInt8] {
    /// Appends an integer, the most significant byte first, as PostgreSQL's binary forms have it.
    mutating func appendBigEndian(_ value: some FixedWidthInteger) {
        unsafe Swift.withUnsafeBytes(of: value.bigEndian) { unsafe append(contentsOf: $0) }
    }
}

extension FixedWidthInteger {
    /// Reads an integer, the most significant byte first; nil when there are not exactly as many bytes.
    init?(bigEndian bytes: some Collection<UInt8>) {
        guard bytes.count == Self.bitWidth / 8 else { return nil }
        self = bytes.reduce(0) { $0 << 8 | Self(truncatingIfNeeded: $1) }
    }
}
