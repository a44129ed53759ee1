import StrataCore

/// One connection that only reads.
///
/// `@unchecked Sendable`: the pool gives a reader to one caller at a time, under a lock, and that caller gives it back when
/// it is through.
struct Reader: @unchecked Sendable {
    private let store: EntryStore

    init(_ store: EntryStore) {
        self.store = store
    }

    /// Runs `body`; nil when another process holds the file, which is worth waiting for elsewhere.
    func read<Outcome>(_ body: (EntryStore) throws -> Outcome) -> Result<Outcome, CacheError>? {
        do {
            return .success(try body(store))
        } catch let failure as SQLiteFailure where failure.isBusy {
            return nil
        } catch {
            return .failure(CacheError(sqlite: error))
        }
    }
}
