import StrataCore

/// The tags of an entry with the versions that it was stored under, and their form in a row.
///
/// One after another: the version (8 bytes) and the length of the name (4 bytes), both little-endian, and the name in UTF-8.
struct TagStamp: Equatable, Sendable {
    /// One tag and its version.
    struct Element: Equatable, Sendable {
        let name: [UInt8]
        let version: UInt64
    }

    var elements: [Element]

    init(_ elements: [Element]) {
        self.elements = elements
    }

    init(_ versions: [CacheTag: UInt64]) {
        elements = versions.map { Element(name: Array($0.key.name.utf8), version: $0.value) }
    }

    /// Reads the form of a row; nil when it is damaged.
    init?(stored bytes: [UInt8]) {
        elements = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard rest.count >= 12 else { return nil }
            let version = UInt64(littleEndian: rest.prefix(8))
            let count = Int(UInt64(littleEndian: rest.dropFirst(8).prefix(4)))
            rest = rest.dropFirst(12)
            guard rest.count >= count else { return nil }
            elements.append(Element(name: Array(rest.prefix(count)), version: version))
            rest = rest.dropFirst(count)
        }
    }

    /// The form of a row; nil when there are no tags.
    var stored: [UInt8]? {
        guard !elements.isEmpty else { return nil }
        var bytes: [UInt8] = []
        for element in elements {
            element.version.appendLittleEndian(bytes: 8, to: &bytes)
            UInt64(element.name.count).appendLittleEndian(bytes: 4, to: &bytes)
            bytes += element.name
        }
        return bytes
    }

    /// The same as a dictionary.
    var versions: [CacheTag: UInt64] {
        var versions: [CacheTag: UInt64] = [:]
        for element in elements { versions[CacheTag(String(decoding: element.name, as: UTF8.self))] = element.version }
        return versions
    }
}

extension UInt64 {
    fileprivate init(littleEndian bytes: ArraySlice<UInt8>) {
        self = bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    fileprivate func appendLittleEndian(bytes count: Int, to bytes: inout [UInt8]) {
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: self >> UInt64(8 * index))) }
    }
}
