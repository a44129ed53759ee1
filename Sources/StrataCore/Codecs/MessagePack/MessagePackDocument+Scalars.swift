/// What stands at an offset, as one type or another: nil when it is something else.
extension MessagePackDocument {
    func isNil(at offset: Int) -> Bool { bytes[offset] == MessagePackFormat.nil }

    func bool(at offset: Int) -> Bool? {
        switch bytes[offset] {
        case MessagePackFormat.true: true
        case MessagePackFormat.false: false
        default: nil
        }
    }

    /// An integer, or a floating-point number that is one, or the binary form of a wide one.
    func integer<Number: FixedWidthInteger>(at offset: Int) -> Number? {
        let first = bytes[offset]
        if first < MessagePackFormat.fixedMap { return Number(exactly: first) }
        let token = token(at: offset)
        switch token.kind {
        case .unsigned: return Number(exactly: bytes.bigEndian(token.body))
        case .signed: return Number(exactly: signed(token.body))
        case .float32, .float64: return double(at: offset).flatMap(Number.init(exactly:))
        case .binary where Number.bitWidth == 128 && token.body.count == 16:
            return bytes[token.body].reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
        default: return nil
        }
    }

    /// A number; an integer only where it is exact.
    func double(at offset: Int) -> Double? {
        let token = token(at: offset)
        switch token.kind {
        case .float64: return Double(bitPattern: bytes.bigEndian(token.body))
        case .float32: return Double(float32(token.body))
        case .unsigned: return Double(exactly: bytes.bigEndian(token.body))
        case .signed: return Double(exactly: signed(token.body))
        default: return nil
        }
    }

    /// A number, rounded, as JSON's are; nil where it is too large.
    func float(at offset: Int) -> Float? {
        let token = token(at: offset)
        if token.kind == .float32 { return float32(token.body) }
        guard let double = double(at: offset) else { return nil }
        let rounded = Float(double)
        return rounded.isInfinite && double.isFinite ? nil : rounded
    }

    /// A text that is UTF-8.
    func string(at offset: Int) -> String? {
        let token = token(at: offset)
        guard token.kind == .string else { return nil }
        return text(token.body)
    }

    func text(_ range: Range<Int>) -> String? {
        unsafe bytes.withUnsafeBufferPointer { all in
            let utf8 = unsafe UnsafeBufferPointer(rebasing: all[range])
            // The check of the standard library is fast for long texts, but costs much to begin.
            if utf8.count < 64, unsafe MessagePackName(utf8).isASCII {
                return unsafe String(decoding: utf8, as: UTF8.self)
            }
            return unsafe String(validating: utf8, as: UTF8.self)
        }
    }

    func binary(at offset: Int) -> ArraySlice<UInt8>? {
        let token = token(at: offset)
        return token.kind == .binary ? bytes[token.body] : nil
    }

    private func float32(_ body: Range<Int>) -> Float {
        Float(bitPattern: UInt32(truncatingIfNeeded: bytes.bigEndian(body)))
    }

    private func signed(_ body: Range<Int>) -> Int64 {
        let unused = 64 - 8 * body.count
        return (Int64(bitPattern: bytes.bigEndian(body)) << unused) >> unused
    }
}
