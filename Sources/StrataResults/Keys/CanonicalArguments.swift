import StrataCore

/// The text that stands for the arguments of a call: canonical JSON, separated by commas.
///
/// Equal arguments make equal texts in every process: the fields of an object are ordered by their names, the elements
/// of sets and dictionaries by their own texts, numbers have their shortest form. Different arguments of the same types make
/// different texts, for a string stands in quotes: `("a", "bc")` is `"a","bc"`, `("ab", "c")` is `"ab","c"`.
struct CanonicalArguments {
    private(set) var text: String
    private var isFirst = true

    /// Begins behind `head`. Takes one allocation for text and arguments of up to 160 bytes together.
    init(behind head: String) {
        text = ""
        text.reserveCapacity(head.utf8.count + 64)
        text += head
    }

    /// Adds an argument. Strings, integers and booleans are written straight into the text.
    ///
    /// - Throws: What the argument's own encoding throws.
    mutating func append<Argument: Encodable>(_ argument: Argument) throws {
        if isFirst { isFirst = false } else { text += "," }
        if Argument.self == String.self, let string = argument as? String {
            CanonicalNode.write(string, to: &text)
        } else if Argument.self == Int.self, let number = argument as? Int {
            text += String(number)
        } else {
            try CanonicalNode.of(argument).write(to: &text)
        }
    }
}
