import Foundation

/// What the lock protects: a file that refuses every writer with a fencing number smaller than one it has seen.
///
/// It does not trust the lock. Each append is one step under the file's own lock, as a database would do it in a
/// transaction.
struct Ledger: Sendable {
    let path: String

    /// One line of the file.
    struct Entry: Equatable {
        enum Kind: String {
            case enters, leaves
        }

        let kind: Kind
        let worker: Int
        let fencingNumber: UInt64
    }

    /// A writer that came too late.
    struct LateWriter: Error {}

    /// Adds a line.
    ///
    /// - Throws: ``LateWriter`` when a greater number was seen.
    func append(_ kind: Entry.Kind, worker: Int, fencingNumber: UInt64) throws {
        try withFile { file in
            let greatest = try Self.parse(file.readToEnd()).map(\.fencingNumber).max() ?? 0
            guard fencingNumber >= greatest else { throw LateWriter() }
            try file.write(contentsOf: Data("\(kind.rawValue) \(worker) \(fencingNumber)\n".utf8))
        }
    }

    /// Whether a writer with this number would be taken.
    func accepts(fencingNumber: UInt64) throws -> Bool {
        do {
            try append(.enters, worker: 0, fencingNumber: fencingNumber)
            return true
        } catch is LateWriter {
            return false
        }
    }

    /// All lines, in their order.
    func entries() throws -> [Entry] {
        try withFile { try Self.parse($0.readToEnd()) }
    }

    private func withFile<Outcome>(_ body: (FileHandle) throws -> Outcome) throws -> Outcome {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else { throw CocoaError(.fileReadUnknown) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        defer { try? file.close() }
        return try body(file)
    }

    private static func parse(_ data: Data?) -> [Entry] {
        String(decoding: data ?? Data(), as: UTF8.self).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 3, let kind = Entry.Kind(rawValue: String(words[0])), let worker = Int(words[1]),
                let number = UInt64(words[2])
            else { return nil }
            return Entry(kind: kind, worker: worker, fencingNumber: number)
        }
    }
}
