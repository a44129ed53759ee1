/// The first bytes of MessagePack's forms, and the limits that both directions keep.
enum MessagePackFormat {
    static let fixedMap: UInt8 = 0x80
    static let fixedArray: UInt8 = 0x90
    static let fixedString: UInt8 = 0xA0
    static let `nil`: UInt8 = 0xC0
    static let `false`: UInt8 = 0xC2
    static let `true`: UInt8 = 0xC3
    static let binary8: UInt8 = 0xC4
    static let float32: UInt8 = 0xCA
    static let float64: UInt8 = 0xCB
    static let unsigned8: UInt8 = 0xCC
    static let signed8: UInt8 = 0xD0
    static let string8: UInt8 = 0xD9
    static let array16: UInt8 = 0xDC
    static let map16: UInt8 = 0xDE

    /// How deep containers may nest: as deep as in Foundation's JSON.
    static let deepestContainer = 512

    /// How many values may be in the making at once. Beside containers these are values that hand over to another one.
    static let deepestValue = 1024
}
