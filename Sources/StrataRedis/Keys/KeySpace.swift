import StrataCore

/// Where the keys of one cache stand among all keys of a database.
///
/// A key is stored as `<prefix>:<key>`. The space's own keys begin with a byte that no key's text can begin with, so that
/// no scan of entries meets them, while a server's ACL for `<prefix>:*` covers them.
struct KeySpace: Sendable {
    /// The prefix with its colon.
    let prefix: [UInt8]

    /// 0xFF is never part of UTF-8.
    private static let reserved: UInt8 = 0xFF

    init(prefix: String) {
        var escaped: [UInt8] = []
        for byte in prefix.utf8 {
            switch byte {
            case UInt8(ascii: ":"): escaped += "%3A".utf8
            case UInt8(ascii: "%"): escaped += "%25".utf8
            default: escaped.append(byte)
            }
        }
        self.prefix = escaped + [UInt8(ascii: ":")]
    }

    /// The bytes of a key as they are stored.
    func stored(_ key: CacheKey) -> [UInt8] {
        prefix + key.rawValue.utf8
    }

    /// The key of stored bytes; nil for what is not an entry of this space.
    func key(of stored: [UInt8]) -> CacheKey? {
        guard stored.count > prefix.count, stored.starts(with: prefix), stored[prefix.count] != Self.reserved else {
            return nil
        }
        guard let text = String(validating: stored[prefix.count...], as: UTF8.self) else { return nil }
        return CacheKey(text)
    }

    /// The pattern that a server narrows a scan by.
    func scanPattern(for pattern: GlobPattern) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in prefix + pattern.literalPrefix {
            if "*?[]\\^-".utf8.contains(byte) { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        return bytes + [UInt8(ascii: "*")]
    }

    /// Where the fencing numbers of `key` are counted: in the slot of the key, so that one script may touch both. Keys of
    /// one slot share a counter, so that there are never more counters than slots.
    func fencingCounter(for key: CacheKey) -> [UInt8] {
        let slot = HashSlot(of: stored(key))
        return prefix + [Self.reserved] + "fence:{\(slot.tag)}".utf8
    }
}
