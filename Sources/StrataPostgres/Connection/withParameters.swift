/// Calls `body` with parameters as libpq takes them: how many, their bytes, their lengths, and that they are binary.
func withParameters(
    _ parameters: [Parameter],
    _ body: (CInt, UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<CInt>, UnsafePointer<CInt>) -> CInt
) -> CInt {
    let formats = [CInt](repeating: 1, count: parameters.count)
    var starts: [UnsafePointer<CChar>?] = unsafe []
    var lengths: [CInt] = []
    return unsafe withStarts(of: parameters[...], after: &starts, &lengths) { starts, lengths in
        unsafe body(CInt(starts.count), starts, lengths, formats)
    }
}

private func withStarts(
    of parameters: ArraySlice<Parameter>,
    after starts: inout [UnsafePointer<CChar>?],
    _ lengths: inout [CInt],
    _ body: ([UnsafePointer<CChar>?], [CInt]) -> CInt
) -> CInt {
    switch parameters.first {
    case nil:
        return unsafe body(starts, lengths)
    case .null:
        unsafe starts.append(nil)
        lengths.append(0)
        return unsafe withStarts(of: parameters.dropFirst(), after: &starts, &lengths, body)
    case .bytes(let bytes):
        lengths.append(CInt(clamping: bytes.count))
        // libpq takes a missing address for null, and an empty array may have none.
        let held = bytes.isEmpty ? [0] : bytes
        return unsafe held.withUnsafeBytes { buffer in
            unsafe starts.append(buffer.baseAddress?.assumingMemoryBound(to: CChar.self))
            return unsafe withStarts(of: parameters.dropFirst(), after: &starts, &lengths, body)
        }
    }
}
