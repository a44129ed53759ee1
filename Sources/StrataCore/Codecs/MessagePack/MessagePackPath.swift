/// The way from the outermost value to one inside of it, from the inside.
final class MessagePackPath {
    private let key: any CodingKey
    private let outer: MessagePackPath?

    init(_ key: any CodingKey, in outer: MessagePackPath?) {
        self.key = key
        self.outer = outer
    }

    /// The keys, the outermost first.
    var keys: [any CodingKey] {
        var keys = [key]
        var path = outer
        while let step = path {
            keys.append(step.key)
            path = step.outer
        }
        return keys.reversed()
    }
}
