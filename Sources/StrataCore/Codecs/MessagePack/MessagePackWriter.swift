/// Writes one value into one growing buffer.
///
/// The values in the making lie on a stack of frames, the outermost first. A container writes its header when it is asked
/// for and its count when it is done. Containers that a value opens by itself (`nestedContainer`, `superEncoder`) may be
/// written in any order; each has a writer of its own, whose bytes go in where it was opened once the value is done.
final class MessagePackWriter {
    var bytes: [UInt8]
    var frames: [MessagePackFrame] = []
    var parts: [(offset: Int, writer: MessagePackWriter)] = []
    /// The fingerprints of the names in the maps that are being written.
    var names: [UInt64] = []
    /// How many containers are open around the next value.
    var containers: Int
    /// How many values are in the making in the writers around this one.
    let depth: Int
    private let basePath: [any CodingKey]
    private var lastSerial = 0
    private var failure: (any Error)?

    init(bytes: [UInt8], path: [any CodingKey] = [], depth: Int = 0, containers: Int = 0) {
        self.bytes = bytes
        self.depth = depth
        self.containers = containers
        basePath = path
    }

    /// The keys from the outermost value to the one that is being written.
    var codingPath: [any CodingKey] { basePath + frames.compactMap(\.key) }

    /// Encodes a value; leaves nothing behind since `mark` when it throws.
    func encode<Value: Encodable>(_ value: Value, key: (any CodingKey)?, undoing mark: Mark? = nil) throws {
        if appendScalar(value) { return }
        let mark = mark ?? self.mark
        do {
            let serial = try begin(key)
            try value.encode(to: MessagePackEncoder(writer: self, serial: serial))
            try end()
        } catch {
            rewind(to: mark)
            throw error
        }
    }

    private func begin(_ key: (any CodingKey)?) throws -> Int {
        if let failure { throw failure }
        guard depth + frames.count < MessagePackFormat.deepestValue else { throw error("the values nest too deep") }
        return push(key)
    }

    /// Puts a value on the stack.
    func push(_ key: (any CodingKey)?) -> Int {
        lastSerial += 1
        frames.append(
            MessagePackFrame(serial: lastSerial, key: key, firstName: names.count, firstPart: parts.count)
        )
        return lastSerial
    }

    /// Completes the value on top of the stack. One that wrote nothing is an empty map.
    func end() throws {
        guard let serial = frames.last?.serial else { return }
        if frames[frames.count - 1].form == .nothing { open(.map, in: serial) }
        if let failure { throw failure }
        try joinParts()
        closeContainer()
        names.removeSubrange(frames.removeLast().firstName...)
    }

    /// How many elements the container of a value has so far.
    func count(in serial: Int) -> Int {
        guard let frame = frames.last, frame.serial == serial else { return 0 }
        return frame.count
    }

    /// Whether the value of `serial` is the one that may be written now.
    func isOnTop(_ serial: Int) -> Bool {
        frames.last?.serial == serial
    }

    /// Takes note of what cannot be thrown where it happens: the outermost value fails.
    func fail(_ reason: String) {
        failure = failure ?? error(reason)
    }

    func error(_ reason: String) -> EncodingError {
        EncodingError.invalidValue(bytes.count, .init(codingPath: codingPath, debugDescription: reason))
    }
}

extension MessagePackWriter {
    /// A state to go back to.
    struct Mark {
        fileprivate let bytes, frames, parts, names, containers: Int
    }

    var mark: Mark {
        Mark(
            bytes: bytes.count,
            frames: frames.count,
            parts: parts.count,
            names: names.count,
            containers: containers
        )
    }

    private func rewind(to mark: Mark) {
        bytes.removeSubrange(mark.bytes...)
        frames.removeSubrange(mark.frames...)
        parts.removeSubrange(mark.parts...)
        names.removeSubrange(mark.names...)
        containers = mark.containers
    }
}
