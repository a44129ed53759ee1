/// Finds the members of a map by name.
///
/// Most values ask for their members in the order in which they were written, so the one behind the last found is looked at
/// first. Few members are searched one by one, many by halves.
final class MessagePackMap {
    let document: MessagePackDocument
    private let members: [MessagePackMember]
    private let sorted: [UInt32]
    private var expected = 0

    /// The map at `offset`; nil when there is none, or a name comes twice.
    init?(_ document: MessagePackDocument, at offset: Int) {
        self.document = document
        guard let members = document.members(at: offset) else { return nil }
        self.members = members
        sorted = members.count > 16 ? Self.sort(members, of: document.bytes) : []
        guard !hasRepeatedName else { return nil }
    }

    /// The names, in the order in which they were written.
    var names: [String] { members.compactMap { document.text($0.name) } }

    /// Where the value of the member of that name begins.
    func offset(of name: String) -> Int? {
        var name = name
        return name.withUTF8 { utf8 in
            let fingerprint = unsafe MessagePackName(utf8).fingerprint
            guard let index = unsafe find(utf8, fingerprint) else { return nil }
            expected = index + 1
            return members[index].value
        }
    }

    private func find(_ name: UnsafeBufferPointer<UInt8>, _ fingerprint: UInt64) -> Int? {
        if expected < members.count, unsafe isMatch(expected, name, fingerprint) { return expected }
        if expected > 0, unsafe isMatch(expected - 1, name, fingerprint) { return expected - 1 }
        guard sorted.isEmpty else { return unsafe findByHalves(name, fingerprint) }
        return members.indices.first { unsafe isMatch($0, name, fingerprint) }
    }

    private func findByHalves(_ name: UnsafeBufferPointer<UInt8>, _ fingerprint: UInt64) -> Int? {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if unsafe isBefore(members[Int(sorted[middle])], name, fingerprint) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < sorted.count, unsafe isMatch(Int(sorted[low]), name, fingerprint) else { return nil }
        return Int(sorted[low])
    }

    private func isBefore(
        _ member: MessagePackMember,
        _ name: UnsafeBufferPointer<UInt8>,
        _ fingerprint: UInt64
    ) -> Bool {
        if member.fingerprint != fingerprint { return member.fingerprint < fingerprint }
        return unsafe document.bytes[member.name].lexicographicallyPrecedes(name)
    }

    private func isMatch(_ index: Int, _ name: UnsafeBufferPointer<UInt8>, _ fingerprint: UInt64) -> Bool {
        let member = members[index]
        guard member.fingerprint == fingerprint, member.name.count == name.count else { return false }
        return unsafe document.bytes[member.name].elementsEqual(name)
    }

    private static func sort(_ members: [MessagePackMember], of bytes: [UInt8]) -> [UInt32] {
        (0..<UInt32(members.count)).sorted {
            let (left, right) = (members[Int($0)], members[Int($1)])
            if left.fingerprint != right.fingerprint { return left.fingerprint < right.fingerprint }
            return bytes[left.name].lexicographicallyPrecedes(bytes[right.name])
        }
    }

    private var hasRepeatedName: Bool {
        if sorted.isEmpty {
            return members.indices.contains { index in members[..<index].contains { hasSameName($0, members[index]) } }
        }
        return zip(sorted, sorted.dropFirst()).contains { hasSameName(members[Int($0)], members[Int($1)]) }
    }

    private func hasSameName(_ left: MessagePackMember, _ right: MessagePackMember) -> Bool {
        left.fingerprint == right.fingerprint
            && document.bytes[left.name].elementsEqual(document.bytes[right.name])
    }
}
