import StrataCore

/// Where a scan stands: a number of the server's, and the keys that the server gave beyond what the last page had room for.
///
/// As a cursor: the number in decimal, a space, and for each key the count of its bytes, a colon, the bytes and
/// a space.
struct ScanPosition {
    /// The server's number, in decimal; nil when it has been everywhere.
    var server: String?
    var leftover: [CacheKey] = []

    /// Reads a cursor of this cache; nil is the beginning.
    ///
    /// - Throws: ``CacheError/Code/invalidArgument`` for a cursor that is not of this cache.
    init(_ cursor: ScanCursor?) throws(CacheError) {
        server = "0"
        guard let cursor else { return }
        var rest = cursor.bytes[...]
        let number = Self.takeText(&rest, until: UInt8(ascii: " "))
        guard UInt64(number) != nil || number == "-" else { throw Self.foreign }
        server = number == "-" ? nil : number
        while !rest.isEmpty {
            guard let count = Int(Self.takeText(&rest, until: UInt8(ascii: ":"))), (1...rest.count).contains(count),
                let key = String(validating: rest.prefix(count), as: UTF8.self)
            else { throw Self.foreign }
            leftover.append(CacheKey(key))
            rest = rest.dropFirst(count + 1)
        }
    }

    /// What the server says after a step, and the keys that it gave.
    init(reply: [UInt8], keys: [CacheKey]) {
        let number = String(decoding: reply, as: UTF8.self)
        server = number == "0" ? nil : number
        leftover = keys
    }

    /// The position as a cursor; nil at the end.
    var cursor: ScanCursor? {
        if server == nil, leftover.isEmpty { return nil }
        var bytes = Array((server ?? "-").utf8) + [UInt8(ascii: " ")]
        for key in leftover {
            bytes += "\(key.rawValue.utf8.count):".utf8
            bytes += key.rawValue.utf8
            bytes.append(UInt8(ascii: " "))
        }
        return ScanCursor(bytes)
    }

    /// Takes what stands before `mark`, and the mark.
    private static func takeText(_ bytes: inout ArraySlice<UInt8>, until mark: UInt8) -> String {
        let text = bytes.prefix { $0 != mark }
        bytes = bytes.dropFirst(text.count + 1)
        return String(decoding: text, as: UTF8.self)
    }

    private static var foreign: CacheError {
        CacheError(.invalidArgument, backend: "redis", message: "the cursor is not of this cache")
    }
}
