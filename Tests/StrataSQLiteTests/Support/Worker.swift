#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A running `SQLiteStressWorker`. It is killed when it is released.
final class Worker {
    private let process: pid_t
    private let output: Int32
    private var buffer: [UInt8] = []
    private var isOver = false

    /// Starts a worker.
    init(_ arguments: String...) throws {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw Failure(what: "pipe", number: errno) }
        output = ends[0]
        process = try Self.spawn(arguments, output: ends[1], closing: ends[0])
        close(ends[1])
    }

    deinit {
        if !isOver {
            kill(process, SIGKILL)
            _ = wait()
        }
        close(output)
    }

    /// The next line that the worker prints; nil at the end of its output.
    func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: buffer[..<end], as: UTF8.self)
                buffer.removeSubrange(...end)
                return line
            }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = unsafe read(output, &chunk, chunk.count)
            guard count > 0 else { return nil }
            buffer += chunk.prefix(count)
        }
    }

    /// The rest of the lines.
    func lines() -> [String] {
        var lines: [String] = []
        while let line = line() { lines.append(line) }
        return lines
    }

    /// Sends a signal.
    func send(_ signal: Int32) {
        kill(process, signal)
    }

    /// Waits for the end.
    ///
    /// - Returns: 0 when the worker ended well.
    func wait() -> Int32 {
        var status: Int32 = 0
        unsafe waitpid(process, &status, 0)
        isOver = true
        return status
    }

    private static func spawn(_ arguments: [String], output: Int32, closing: Int32) throws -> pid_t {
        let path = try BuiltProducts.path(of: "SQLiteStressWorker")
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        #else
        var actions = unsafe posix_spawn_file_actions_t()
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        unsafe posix_spawn_file_actions_addclose(&actions, output)
        unsafe posix_spawn_file_actions_addclose(&actions, closing)
        var texts = unsafe ([path] + arguments).map { unsafe strdup($0) }
        unsafe texts.append(nil)
        defer { unsafe texts.forEach { unsafe free($0) } }
        var process = pid_t()
        let status = unsafe posix_spawn(&process, path, &actions, nil, texts, environ)
        guard status == 0 else { throw Failure(what: "posix_spawn \(path)", number: status) }
        return process
    }

    /// What the system refused.
    struct Failure: Error {
        let what: String
        let number: Int32
    }
}
