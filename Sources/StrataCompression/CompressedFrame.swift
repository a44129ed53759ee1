import StrataCore

/// The frame around compressed bytes: the mark ``StoredMark/compressed``, one byte for what it holds, the original length as
/// four bytes (most significant first), the compressed bytes.
struct CompressedFrame {
    static let headCount = 7

    /// The longest original that the head can tell.
    static let longestOriginal = Int(UInt32.max)

    let form: CompressedForm
    let originalCount: Int
    let payload: ArraySlice<UInt8>

    /// Whether bytes are to be read as a frame.
    static func begins(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && bytes[0] == StoredMark.introducer && bytes[1] == StoredMark.compressed.rawValue
    }

    /// Takes a frame apart; nil when its head is damaged, or of a form that this version does not know.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.headCount, let form = CompressedForm(rawValue: bytes[2]) else { return nil }
        self.form = form
        originalCount = bytes[3..<Self.headCount].reduce(0) { $0 << 8 | Int($1) }
        payload = bytes[Self.headCount...]
    }

    /// The head of a frame, with room for `capacity` bytes behind it.
    static func head(_ form: CompressedForm, originalCount: Int, reserving capacity: Int) -> [UInt8] {
        var bytes = StoredMark.compressed.begin(reserving: headCount + capacity)
        bytes.append(form.rawValue)
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: originalCount >> shift)) }
        return bytes
    }
}
