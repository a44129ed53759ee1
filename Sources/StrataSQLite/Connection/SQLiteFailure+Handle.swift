import CSQLite

extension SQLiteFailure {
    /// What a handle says of the failure that it has just met.
    init(_ status: Int32, of handle: OpaquePointer?) {
        code = status
        guard let handle = unsafe handle else {
            systemError = 0
            message = unsafe String(cString: sqlite3_errstr(status))
            return
        }
        let number = unsafe sqlite3_system_errno(handle)
        systemError = status & 0xFF == SQLITE_IOERR && number == 0 ? unsafe Self.lastError(ofFilesOf: handle) : number
        message = unsafe String(cString: sqlite3_errmsg(handle))
    }

    /// The error number of the last call of the system that failed on the log or on the file itself. SQLite keeps it with
    /// each file where it does not keep it with the handle.
    private static func lastError(ofFilesOf handle: OpaquePointer) -> Int32 {
        let onLog = unsafe lastError(handle, file: SQLITE_FCNTL_JOURNAL_POINTER)
        return onLog != 0 ? onLog : unsafe lastError(handle, file: SQLITE_FCNTL_FILE_POINTER)
    }

    private static func lastError(_ handle: OpaquePointer, file which: Int32) -> Int32 {
        var file: UnsafeMutablePointer<sqlite3_file>?
        var number: Int32 = 0
        guard unsafe sqlite3_file_control(handle, "main", which, &file) == SQLITE_OK, let file = unsafe file,
            let methods = unsafe file.pointee.pMethods, let control = unsafe methods.pointee.xFileControl,
            unsafe control(file, SQLITE_FCNTL_LAST_ERRNO, &number) == SQLITE_OK
        else { return 0 }
        return number
    }
}
