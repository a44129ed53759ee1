/// One member of a map.
struct MessagePackMember {
    /// What its name is told apart by before the bytes are compared.
    let fingerprint: UInt64
    private let nameStart: UInt32
    private let nameEnd: UInt32

    /// Creates a member. Offsets of 32 bits, because hostile bytes may claim one for every second of them.
    init(fingerprint: UInt64, name: Range<Int>) {
        self.fingerprint = fingerprint
        nameStart = UInt32(truncatingIfNeeded: name.lowerBound)
        nameEnd = UInt32(truncatingIfNeeded: name.upperBound)
    }

    /// The bytes of the name.
    var name: Range<Int> { Int(nameStart)..<Int(nameEnd) }

    /// Where the value begins.
    var value: Int { Int(nameEnd) }
}

extension MessagePackDocument {
    /// The members of the map at `offset`; nil when a name is no text or the value is no map.
    func members(at offset: Int) -> [MessagePackMember]? {
        let map = token(at: offset)
        guard map.kind == .map else { return nil }
        var members: [MessagePackMember] = []
        members.reserveCapacity(map.elements / 2)
        var next = map.body.upperBound
        for _ in 0..<map.elements / 2 {
            let name = token(at: next)
            guard name.kind == .string, let fingerprint = fingerprint(of: name.body) else { return nil }
            members.append(MessagePackMember(fingerprint: fingerprint, name: name.body))
            next = end(of: name.body.upperBound)
        }
        return members
    }

    /// Nil for what is no UTF-8.
    private func fingerprint(of name: Range<Int>) -> UInt64? {
        let summary = unsafe bytes.withUnsafeBufferPointer { all in
            unsafe MessagePackName(UnsafeBufferPointer(rebasing: all[name]))
        }
        guard summary.isASCII || text(name) != nil else { return nil }
        return summary.fingerprint
    }
}
