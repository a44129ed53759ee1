import StrataCore

/// Commands in the form in which they are sent: each an array of byte strings, with its lengths before it.
struct RequestBuffer {
    private(set) var bytes: [UInt8] = []

    var isEmpty: Bool { bytes.isEmpty }

    var hasMemory: Bool { bytes.capacity > 0 }

    /// Begins a command of `count` words, its name included.
    mutating func begin(_ count: Int) {
        appendHead(UInt8(ascii: "*"), count)
    }

    /// A word of the program's own.
    mutating func append(_ word: StaticString) {
        appendHead(UInt8(ascii: "$"), word.utf8CodeUnitCount)
        word.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
        endLine()
    }

    /// A word of any bytes.
    mutating func append(_ word: [UInt8]) {
        appendHead(UInt8(ascii: "$"), word.count)
        bytes.append(contentsOf: word)
        endLine()
    }

    /// A word made of `prefix` and the UTF-8 bytes of `text`.
    mutating func append(_ prefix: [UInt8], _ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            appendHead(UInt8(ascii: "$"), prefix.count + utf8.count)
            bytes.append(contentsOf: prefix)
            unsafe bytes.append(contentsOf: utf8)
        }
        endLine()
    }

    /// A number, in decimal.
    mutating func append(_ number: Int64) {
        append([], String(number))
    }

    /// Appends all commands of another buffer.
    mutating func append(contentsOf other: RequestBuffer) {
        bytes.append(contentsOf: other.bytes)
    }

    /// Empties the buffer, keeping its memory when that is no more than `limit` bytes.
    mutating func removeAll(keepingUpTo limit: Int) {
        if bytes.capacity > limit { bytes = [] } else { bytes.removeAll(keepingCapacity: true) }
    }

    private mutating func appendHead(_ mark: UInt8, _ count: Int) {
        bytes.append(mark)
        if count < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(count))
        } else {
            appendDigits(count)
        }
        endLine()
    }

    private mutating func appendDigits(_ number: Int) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }

    private mutating func endLine() {
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
    }
}
