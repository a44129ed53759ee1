/// The two bytes that begin every stored form which is neither plain JSON nor raw bytes.
///
/// The first is 0xC1. No JSON text begins with it, for it is not UTF-8, and MessagePack never uses it. Raw bytes that happen
/// to begin with it are stored behind ``raw``. Numbers are never used again for anything else; each form has a fixture
/// in `Tests/StorageFormatTests`.
public enum StoredMark: UInt8, CaseIterable, Sendable {
    /// Raw bytes that begin with 0xC1 themselves.
    case raw = 0
    /// MessagePack.
    case messagePack = 1
    /// An envelope of metadata around bytes that are not plain JSON.
    case envelope = 2
    /// Compressed bytes of another form.
    case compressed = 3
    /// Encrypted bytes of another form.
    case encrypted = 4
    /// The lease on an entry, and behind it the entry, if there is one. Only where both stand under one key.
    case lease = 5

    /// The first byte of every mark.
    public static let introducer: UInt8 = 0xC1

    /// The mark that `bytes` begin with; nil when they are plain.
    ///
    /// - Throws: ``CacheError/Code/decodingFailed`` when there is a mark of a newer version.
    public static func of(_ bytes: [UInt8]) throws(CacheError) -> StoredMark? {
        guard bytes.first == introducer else { return nil }
        guard bytes.count > 1, let mark = StoredMark(rawValue: bytes[1]) else {
            throw CacheError(.decodingFailed, message: "the entry is stored in a form that this version does not know")
        }
        return mark
    }

    /// The mark, followed by room for `capacity` bytes.
    public func begin(reserving capacity: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(capacity + 2)
        bytes.append(Self.introducer)
        bytes.append(rawValue)
        return bytes
    }
}
