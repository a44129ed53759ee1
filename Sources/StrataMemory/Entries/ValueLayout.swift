/// Where the value of a type lies in an `any Sendable`, so that a read costs one comparison instead of a dynamic cast.
///
/// An existential of a marker protocol is a buffer of three words and the metadata of the type; a value that does not fit, or
/// that cannot be moved byte by byte, lies in a box that the first word points to, behind the box's header of two words and
/// aligned (Swift's repository, `docs/ABI/TypeLayout.rst`). ``isTrusted`` puts that to the test before it is used.
@usableFromInline
struct ValueLayout: Sendable {
    @inlinable static var bufferSize: Int { 24 }
    @inlinable static var boxHeaderSize: Int { 16 }

    @usableFromInline
    let type: UInt
    @usableFromInline
    let isInline: Bool
    @usableFromInline
    let boxOffset: Int

    /// The layout of `type`, which must be no protocol type.
    @inlinable
    @inline(__always)
    init<Value>(_ type: Value.Type) {
        self.init(
            type: unsafe UInt(bitPattern: unsafeBitCast(type as Any.Type, to: UnsafeRawPointer.self)),
            size: MemoryLayout<Value>.size,
            alignment: MemoryLayout<Value>.alignment,
            isMovable: _isBitwiseTakable(type)
        )
    }

    @inlinable
    @inline(__always)
    init(type: UInt, size: Int, alignment: Int, isMovable: Bool) {
        self.type = type
        isInline = isMovable && size <= Self.bufferSize && alignment <= MemoryLayout<UInt>.alignment
        boxOffset = (Self.boxHeaderSize + alignment - 1) / alignment * alignment
    }

    /// The address of the value in an existential; nil when it is of another type.
    @inline(__always)
    func address(in existential: UnsafePointer<any Sendable>) -> UnsafeRawPointer? {
        guard Self.isTrusted else { return nil }
        return unsafe untestedAddress(in: existential)
    }

    @inline(__always)
    private func untestedAddress(in existential: UnsafePointer<any Sendable>) -> UnsafeRawPointer? {
        let raw = unsafe UnsafeRawPointer(existential)
        guard unsafe raw.load(fromByteOffset: Self.bufferSize, as: UInt.self) == type else { return nil }
        return isInline ? unsafe raw : unsafe raw.load(as: UnsafeRawPointer.self) + boxOffset
    }

    /// Whether the layout is what it is taken for. Without it every read takes the slow way.
    static let isTrusted =
        MemoryLayout<any Sendable>.size == bufferSize + MemoryLayout<UInt>.size
        && finds(0x1234_5678) && finds("a text that is too long to be inline") && finds([UInt8](1...9)) && finds(Wide())

    private static func finds<Value: Equatable & Sendable>(_ value: Value) -> Bool {
        let existential: any Sendable = value
        let layout = ValueLayout(Value.self)
        return unsafe withUnsafePointer(to: existential) { pointer in
            guard let address = unsafe layout.untestedAddress(in: pointer) else { return false }
            return unsafe address.assumingMemoryBound(to: Value.self).pointee == value
        }
    }

    private struct Wide: Equatable {
        var words = [1, 2, 3].map { $0 as Int64 }
        var first: Int64 = 4
        var second: Int64 = 5
        var third: Int64 = 6
    }
}
