/// An array in PostgreSQL's binary form: dimensions, whether there are nulls, the type of the elements, then each with its
/// length (`array_recv` in `src/backend/utils/adt/arrayfuncs.c`).
struct ParameterArray {
    /// The types of elements, by their fixed object identifiers.
    enum Element: UInt32 {
        case bytea = 17
        case int8 = 20
        case text = 25
        case jsonb = 3802
    }

    /// What begins the binary form of `jsonb`.
    static let jsonVersion: UInt8 = 1

    private var bytes: [UInt8] = []
    private static let nullFlag = 7

    /// - Parameters:
    ///   - element: The type of the elements.
    ///   - count: How many there will be.
    ///   - weight: About how many bytes they will take.
    init(_ element: Element, count: Int, weight: Int) {
        bytes.reserveCapacity(20 + weight)
        bytes.appendBigEndian(Int32(count == 0 ? 0 : 1))
        bytes.appendBigEndian(Int32(0))
        bytes.appendBigEndian(element.rawValue)
        guard count > 0 else { return }
        bytes.appendBigEndian(Int32(count))
        bytes.appendBigEndian(Int32(1))
    }

    /// The array, once all elements are in it.
    var parameter: Parameter { .bytes(bytes) }

    mutating func append(_ element: KeyDigest) {
        bytes.appendBigEndian(Int32(KeyDigest.count))
        element.append(to: &bytes)
    }

    mutating func append(_ element: Int64?) {
        guard let element else { return appendNull() }
        bytes.appendBigEndian(Int32(8))
        bytes.appendBigEndian(element)
    }

    mutating func append(_ element: [UInt8]?) {
        guard let element else { return appendNull() }
        bytes.appendBigEndian(Int32(element.count))
        bytes += element
    }

    mutating func append(json element: [UInt8]) {
        bytes.appendBigEndian(Int32(element.count + 1))
        bytes.append(Self.jsonVersion)
        bytes += element
    }

    private mutating func appendNull() {
        bytes[Self.nullFlag] = 1
        bytes.appendBigEndian(Int32(-1))
    }
}
