import CSQLite
import StrataCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What SQLite said when something failed: the underlying error of what ``SQLiteCache`` throws.
public struct SQLiteFailure: Error, Hashable, Sendable {
    /// The extended result code, such as `SQLITE_IOERR_WRITE`.
    public let code: Int32
    /// The system's error number; 0 when there was none.
    public let systemError: Int32
    /// SQLite's own words. They may name the file.
    public let message: String

    /// The primary result code, such as `SQLITE_IOERR`.
    public var primaryCode: Int32 { code & 0xFF }

    /// Whether another connection holds what is needed.
    var isBusy: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }

    /// Whether the log could not be written back for a reason that passes: another process reads it, the disk is full, or
    /// the file is not ours to write.
    var leavesLog: Bool { [.busy, .storageFull, .readOnly].contains(cacheErrorCode) }

    var cacheErrorCode: CacheError.Code {
        switch primaryCode {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_READONLY: .readOnly
        case SQLITE_FULL: .storageFull
        case SQLITE_IOERR where meansFull: .storageFull
        case SQLITE_IOERR where code == Self.truncatedRead: .corrupted
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupted
        case SQLITE_CANTOPEN: systemError == EACCES ? .permissionDenied : .unavailable
        case SQLITE_PERM, SQLITE_AUTH: .permissionDenied
        case SQLITE_TOOBIG: .valueTooLarge
        default: .backendFailure
        }
    }

    func asCacheError(_ message: String? = nil) -> CacheError {
        CacheError(cacheErrorCode, backend: "sqlite", message: message, underlying: self)
    }

    /// `SQLITE_IOERR_SHORT_READ`, which the importer does not bring in.
    private static let truncatedRead = SQLITE_IOERR | (2 << 8)

    private var meansFull: Bool {
        systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG
    }
}
