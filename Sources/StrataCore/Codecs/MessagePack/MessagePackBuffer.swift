/// The bytes of a value in the making, and what is known of the containers that are still open.
///
/// The values in the making lie on a stack of frames. A container writes its header when it is asked for and its count when
/// it is done. Only the innermost value may be written; what was kept of another one is refused by its serial number.
struct MessagePackBuffer {
    var bytes: [UInt8]
    /// The innermost value in the making.
    var frame = MessagePackFrame(serial: 0, key: nil, firstName: 0, firstPart: 0)
    /// The values around it, the outermost first.
    var outer: [MessagePackFrame] = []
    /// The fingerprints of the names in the maps that are being written.
    var names: [UInt64] = []
    /// The containers that values opened by themselves, each with the place where its bytes go.
    var parts: [(offset: Int, writer: MessagePackWriter)] = []
    /// How many containers are open around the next value.
    var containers: Int
    /// What could not be thrown where it happened.
    var failure: (any Error)?
    private let basePath: [any CodingKey]
    private let baseDepth: Int
    private var lastSerial = 0

    /// An empty buffer, for a container that `other` opens under `key`.
    init(inside other: borrowing MessagePackBuffer, at key: any CodingKey) {
        bytes = []
        basePath = other.codingPath + [key]
        baseDepth = other.depth
        containers = other.containers
    }

    /// A buffer that goes on behind `bytes`.
    init(after bytes: [UInt8]) {
        self.bytes = bytes
        outer.reserveCapacity(8)
        names.reserveCapacity(32)
        basePath = []
        baseDepth = 0
        containers = 0
    }

    /// The keys from the outermost value to the one that is being written.
    var codingPath: [any CodingKey] { basePath + outer.compactMap(\.key) + [frame.key].compactMap(\.self) }

    /// How many values are in the making, in the buffers around this one too.
    private var depth: Int { baseDepth + outer.count }

    /// Begins a value inside of the innermost one, and returns its serial number.
    mutating func begin(_ key: (any CodingKey)?) throws -> Int {
        if let failure { throw failure }
        guard depth < MessagePackFormat.deepestValue else { throw error("the values nest too deep") }
        return push(key)
    }

    mutating func push(_ key: (any CodingKey)?) -> Int {
        lastSerial += 1
        outer.append(frame)
        frame = MessagePackFrame(serial: lastSerial, key: key, firstName: names.count, firstPart: parts.count)
        return lastSerial
    }

    /// Completes the innermost value, whose parts have been joined.
    mutating func end() throws {
        if let failure { throw failure }
        closeContainer()
        pop()
    }

    /// All bytes, once the outermost value is complete.
    func complete() throws -> [UInt8] {
        if let failure { throw failure }
        guard bytes.count <= UInt32.max else { throw error("the entry is longer than 4 GiB") }
        return bytes
    }

    private mutating func pop() {
        names.removeSubrange(frame.firstName...)
        if let next = outer.popLast() { frame = next }
    }

    /// Takes note of what cannot be thrown where it happens: the outermost value fails.
    mutating func fail(_ reason: String) {
        failure = failure ?? error(reason)
    }

    func error(_ reason: String) -> EncodingError {
        EncodingError.invalidValue(bytes.count, .init(codingPath: codingPath, debugDescription: reason))
    }
}

extension MessagePackBuffer {
    /// A state to go back to.
    struct Mark {
        fileprivate let bytes, outer, names, parts, containers: Int
    }

    var mark: Mark {
        Mark(bytes: bytes.count, outer: outer.count, names: names.count, parts: parts.count, containers: containers)
    }

    /// Drops everything that was written since `mark`.
    mutating func rewind(to mark: Mark) {
        while outer.count > mark.outer { pop() }
        bytes.removeSubrange(mark.bytes...)
        names.removeSubrange(mark.names...)
        parts.removeSubrange(mark.parts...)
        containers = mark.containers
    }
}
