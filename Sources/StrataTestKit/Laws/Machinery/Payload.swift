/// An enumeration with and without payload, generic and recursive.
indirect enum Payload<Item: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    case nothing
    case item(Item)
    case pair(left: Payload, right: Item?)
    case table([String: Payload])
}
