import CSQLiteLoop

/// The loop in C.
@safe final class CLoop {
    private let loop: OpaquePointer

    init(path: String, hasSameSchema: Bool, keys: Int) throws {
        guard let loop = unsafe sqlite_loop_open(path, hasSameSchema, Int64(keys)) else { throw Failure() }
        unsafe self.loop = loop
    }

    deinit {
        unsafe sqlite_loop_close(loop)
    }

    func run(_ work: Work) throws {
        if work.isWrite {
            try set(operations: work.operations, perTransaction: work.perBatch, seed: 1)
        } else {
            try get(operations: work.operations, perTransaction: work.perBatch)
        }
    }

    /// Stores entries under random keys, or under one key after another where `seed` is 0.
    func set(operations: Int, perTransaction: Int, seed: UInt64) throws {
        let size = Int32(SQLiteBenchmark.valueSize)
        guard unsafe sqlite_loop_set(loop, Int64(operations), Int32(perTransaction), size, seed) else {
            throw Failure()
        }
    }

    private func get(operations: Int, perTransaction: Int) throws {
        let found = unsafe sqlite_loop_get(loop, Int64(operations), Int32(perTransaction), 1)
        guard found == operations else { throw Failure() }
    }

    /// SQLite failed, or did not have what was stored in it.
    struct Failure: Error {}
}
