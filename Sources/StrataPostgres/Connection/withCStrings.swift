/// Calls `body` with an array of C strings that ends with a null, as libpq takes lists of options.
func withCStrings(
    _ strings: [String],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> OpaquePointer?
) -> OpaquePointer? {
    let bytes = strings.map { Array($0.utf8CString) }
    var starts: [UnsafePointer<CChar>?] = unsafe []
    return unsafe withStarts(of: bytes[...], after: &starts, body)
}

private func withStarts(
    of strings: ArraySlice<[CChar]>,
    after starts: inout [UnsafePointer<CChar>?],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> OpaquePointer?
) -> OpaquePointer? {
    guard let first = strings.first else {
        unsafe starts.append(nil)
        return unsafe starts.withUnsafeBufferPointer { unsafe $0.baseAddress.flatMap(body) }
    }
    return unsafe first.withUnsafeBufferPointer { buffer in
        unsafe starts.append(buffer.baseAddress)
        return unsafe withStarts(of: strings.dropFirst(), after: &starts, body)
    }
}
