import CPostgresLoop

/// The program in C.
@safe final class CLoop {
    private let loop: OpaquePointer
    private let digests: UnsafeMutablePointer<UInt8>

    init(url: String, digests bytes: [UInt8], valueSize: Int) throws {
        unsafe digests = .allocate(capacity: bytes.count)
        unsafe digests.initialize(from: bytes, count: bytes.count)
        guard let loop = unsafe postgres_loop_open(url, digests, Int64(bytes.count / 32), Int32(valueSize)) else {
            throw Failure()
        }
        unsafe self.loop = loop
    }

    deinit {
        unsafe postgres_loop_close(loop)
        unsafe digests.deallocate()
    }

    func run(_ work: Work) throws {
        let (operations, size) = (Int64(work.operations), Int32(work.perBatch))
        let inFlight = work.tasks == 1 ? Int32(0) : Int32(work.tasks)
        let isDone =
            switch (work.perBatch, work.isWrite) {
            case (1, false): unsafe postgres_loop_get(loop, operations, inFlight)
            case (1, true): unsafe postgres_loop_set(loop, operations, max(1, inFlight))
            case (_, false): unsafe postgres_loop_get_many(loop, operations, size)
            case (_, true): unsafe postgres_loop_set_many(loop, operations, size)
            }
        guard isDone else { throw Failure() }
    }

    /// The server failed, or did not have what was stored in it.
    struct Failure: Error {}
}
