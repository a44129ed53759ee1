#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Reads traces: files of little-endian 32-bit keys, `name.u32`, or compressed, `name.u32.gz`.
enum TraceFolder {
    /// All traces of a folder, by name.
    static func load(_ folder: String) -> [Trace] {
        names(in: folder).compactMap { file in
            let bytes = file.hasSuffix(".gz") ? output(ofCommand: "gzip -dc \(quoted("\(folder)/\(file)"))") : nil
            let raw = bytes ?? output(ofCommand: "cat \(quoted("\(folder)/\(file)"))")
            return Trace(String(file.prefix { $0 != "." }), words(of: raw))
        }
    }

    private static func names(in folder: String) -> [String] {
        let listing = output(ofCommand: "ls \(quoted(folder))")
        return String(decoding: listing, as: UTF8.self)
            .split(separator: "\n")
            .map(String.init)
            .filter { $0.hasSuffix(".u32") || $0.hasSuffix(".u32.gz") }
    }

    private static func words(of bytes: [UInt8]) -> [UInt32] {
        stride(from: 0, to: bytes.count - 3, by: 4).map { start in
            bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }
    }

    private static func quoted(_ path: String) -> String {
        "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    private static func output(ofCommand command: String) -> [UInt8] {
        guard let pipe = unsafe popen(command, "r") else { return [] }
        defer { unsafe pclose(pipe) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, $0.count, pipe) }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
        }
    }
}
