/// How large the file is.
struct FileSize: Equatable, Sendable {
    /// The bytes of one page.
    var pageSize: Int
    /// All pages of the file.
    var pages: Int
    /// Those of them that hold nothing.
    var freePages: Int

    /// The bytes of the whole file.
    var bytes: Int { pages * pageSize }

    /// The bytes of the pages that hold something.
    var bytesInUse: Int { (pages - freePages) * pageSize }

    /// How many free pages are worth giving back: those above a sixteenth of the rest, which will be wanted again.
    var pagesToGiveBack: Int {
        max(0, freePages - max(16, (pages - freePages) / 16))
    }
}
