/// Bytes that have been found to be one complete MessagePack value: every length holds, nothing nests too deep.
///
/// The check is one pass without recursion. It remembers where large containers end, so that passing over one takes no
/// second walk through it; small ones are walked.
final class MessagePackDocument {
    let bytes: [UInt8]
    private let containers: [Container]

    private struct Container {
        let start: UInt32
        var end: UInt32
    }

    /// Checks the value that begins at `start` and must end with the bytes.
    init(_ bytes: [UInt8], from start: Int) throws(MessagePackDamage) {
        guard bytes.count <= UInt32.max else { throw MessagePackDamage("the entry is longer than 4 GiB") }
        self.bytes = bytes
        containers = try Self.check(bytes, from: start)
    }

    /// What stands at `offset`, which is the start of a value, and where the next value may begin.
    func token(at offset: Int) -> MessagePackToken {
        // The bytes were checked before: every value's token can be read.
        (try? MessagePackToken.read(bytes, at: offset)) ?? MessagePackToken(kind: .extension, body: offset..<offset)
    }

    /// The offset behind the value at `offset`.
    func end(of offset: Int) -> Int {
        let token = token(at: offset)
        guard token.elements > 0 else { return token.body.upperBound }
        return knownEnd(of: offset) ?? walk(over: token)
    }

    private func walk(over token: MessagePackToken) -> Int {
        var offset = token.body.upperBound
        var remaining = token.elements
        while remaining > 0 {
            let next = self.token(at: offset)
            remaining += next.elements - 1
            offset = next.body.upperBound
        }
        return offset
    }

    /// Looks among the large containers, which are in the order of their starts.
    private func knownEnd(of offset: Int) -> Int? {
        var low = 0
        var high = containers.count
        while low < high {
            let middle = (low + high) / 2
            if containers[middle].start < offset { low = middle + 1 } else { high = middle }
        }
        guard low < containers.count, containers[low].start == offset else { return nil }
        return Int(containers[low].end)
    }

    /// What a container must take for its end to be remembered. Bounds both the walks and the memory.
    private static let smallestKnown = 256

    private static func check(_ bytes: [UInt8], from start: Int) throws(MessagePackDamage) -> [Container] {
        var known: [Container] = []
        var open: [(remaining: Int, known: Int, start: Int)] = []
        var offset = start
        repeat {
            let token = try MessagePackToken.read(bytes, at: offset)
            if token.elements > 0 {
                guard open.count < MessagePackFormat.deepestContainer else {
                    throw MessagePackDamage("the containers nest too deep")
                }
                guard token.elements <= bytes.count - token.body.upperBound else { throw .truncated }
                open.append((token.elements, known.count, offset))
                known.append(Container(start: UInt32(offset), end: 0))
            } else if !open.isEmpty {
                open[open.count - 1].remaining -= 1
            }
            offset = token.body.upperBound
            while let last = open.last, last.remaining == 0 {
                open.removeLast()
                if offset - last.start < smallestKnown {
                    // Whatever it holds is smaller still, and was left out before.
                    known.removeLast()
                } else {
                    known[last.known].end = UInt32(offset)
                }
                if !open.isEmpty { open[open.count - 1].remaining -= 1 }
            }
        } while !open.isEmpty
        guard offset == bytes.count else { throw MessagePackDamage("there is something behind the value") }
        return known
    }
}
