/// One value in the making.
struct MessagePackFrame {
    enum Form {
        case nothing, single, map, array
    }

    /// Tells this value from every other one of its writer; what was kept of a finished value is refused by it.
    let serial: Int
    /// Where the value stands in its container; nil at the top.
    let key: (any CodingKey)?
    /// How many fingerprints of names were there before.
    let firstName: Int
    /// How many parts were there before.
    let firstPart: Int
    /// What the value has turned out to be.
    var form = Form.nothing
    /// Where the header of the container is.
    var header = 0
    /// How many elements, or pairs, the container has.
    var count = 0
    /// Whether a name may have come twice.
    var mayRepeat = false
    /// The fingerprints of the names once there are many.
    var manyNames: Set<UInt64> = []
}
