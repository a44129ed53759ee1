/// The place of one value in a document.
struct MessagePackSlot {
    let document: MessagePackDocument
    let offset: Int

    init(_ document: MessagePackDocument, at offset: Int) {
        self.document = document
        self.offset = offset
    }

    var token: MessagePackToken { document.token(at: offset) }

    var isNil: Bool { document.bytes[offset] == MessagePackFormat.nil }

    /// The Boolean here; nil for anything else. So are all that follow.
    var bool: Bool? {
        switch document.bytes[offset] {
        case MessagePackFormat.true: true
        case MessagePackFormat.false: false
        default: nil
        }
    }

    /// An integer, or a floating-point number that is one, or the binary form of a wide one.
    func integer<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        let token = token
        switch token.kind {
        case .unsigned: return Number(exactly: document.bytes.bigEndian(token.body))
        case .signed: return Number(exactly: signed(token.body))
        case .float32, .float64: return double.flatMap(Number.init(exactly:))
        case .binary where Number.bitWidth == 128 && token.body.count == 16:
            return document.bytes[token.body].reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
        default: return nil
        }
    }

    /// A number; an integer only where it is exact.
    var double: Double? {
        let token = token
        switch token.kind {
        case .float64: return Double(bitPattern: document.bytes.bigEndian(token.body))
        case .float32: return Double(float32(token.body))
        case .unsigned: return Double(exactly: document.bytes.bigEndian(token.body))
        case .signed: return Double(exactly: signed(token.body))
        default: return nil
        }
    }

    /// A number, rounded, as JSON's are; nil where it is too large.
    var float: Float? {
        let token = token
        if token.kind == .float32 { return float32(token.body) }
        guard let double else { return nil }
        let rounded = Float(double)
        return rounded.isInfinite && double.isFinite ? nil : rounded
    }

    /// A text that is UTF-8.
    var string: String? {
        let token = token
        guard token.kind == .string else { return nil }
        return String(validating: document.bytes[token.body], as: UTF8.self)
    }

    var binary: ArraySlice<UInt8>? {
        let token = token
        return token.kind == .binary ? document.bytes[token.body] : nil
    }

    private func float32(_ body: Range<Int>) -> Float {
        Float(bitPattern: UInt32(truncatingIfNeeded: document.bytes.bigEndian(body)))
    }

    private func signed(_ body: Range<Int>) -> Int64 {
        let unused = 64 - 8 * body.count
        return (Int64(bitPattern: document.bytes.bigEndian(body)) << unused) >> unused
    }
}
