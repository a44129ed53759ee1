/// What a thread reads into: plain bytes, and sealed ones where the connection is not plain.
struct LinkBuffers {
    let plain = ReadBuffer(count: 64 * 1024)
    let sealed = ReadBuffer(count: 64 * 1024)
}
