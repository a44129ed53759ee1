/// Memory to read into, given back with its owner.
@safe final class ReadBuffer {
    let bytes: UnsafeMutableRawBufferPointer

    init(count: Int) {
        unsafe bytes = .allocate(byteCount: count, alignment: 16)
    }

    deinit {
        unsafe bytes.deallocate()
    }

    /// The first bytes, as they were read.
    func prefix(_ count: Int) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: bytes.prefix(count))
    }
}
