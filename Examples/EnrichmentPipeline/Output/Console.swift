import Foundation

/// Standard output without a buffer, so that lines come in order also where it is a pipe.
enum Console {
    static let isTerminal = isatty(STDOUT_FILENO) == 1

    static func line(_ text: String) {
        write(text + "\n")
    }

    static func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
