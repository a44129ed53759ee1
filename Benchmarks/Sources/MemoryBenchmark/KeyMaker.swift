/// Makes the 20-byte key of a number afresh at every call, as a service does that puts its keys together.
enum KeyMaker {
    /// `"user:"` and 15 digits that tell the number, in an order that has nothing to do with it.
    @inline(__always)
    static func key(_ number: UInt32) -> String {
        var rest = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 % 1_000_000_000_000_000
        return unsafe String(unsafeUninitializedCapacity: 20) { buffer in
            for (index, byte) in "user:".utf8.enumerated() { unsafe buffer[index] = byte }
            for index in stride(from: 19, through: 5, by: -1) {
                unsafe buffer[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return 20
        }
    }
}
