extension MessagePackBuffer {
    /// Makes the value of `serial` a container, or goes on with the container that it is already.
    mutating func open(_ form: MessagePackFrame.Form, in serial: Int) {
        guard frame.serial == serial else { return fail("the container is used after its value was encoded") }
        if frame.form == form { return }
        guard frame.form == .nothing else { return fail("the value has two forms") }
        guard containers < MessagePackFormat.deepestContainer else { return fail("the containers nest too deep") }
        containers += 1
        frame.form = form
        frame.header = bytes.count
        bytes.append(0)
    }

    /// Checks that the value of `serial` may still become a single one.
    mutating func openSingle(in serial: Int) throws {
        guard frame.serial == serial else { throw error("the container is used after its value was encoded") }
        guard frame.form == .nothing else { throw error("the value is encoded twice") }
    }

    mutating func closeSingle() {
        frame.form = .single
    }

    /// Writes the name of a member of the map `serial`; its value and ``endElement()`` come next.
    mutating func beginMember(_ name: String, in serial: Int) throws {
        try beginElement(in: serial)
        note(append(name: name))
    }

    /// Begins an element of the container `serial`; its value and ``endElement()`` come next.
    mutating func beginElement(in serial: Int) throws {
        guard frame.serial == serial else { throw error("the container is used after its value was encoded") }
    }

    /// Writes a member as a whole when its value has a form of its own, and returns nil. Otherwise writes the name, and
    /// returns the state before it.
    mutating func beginMember<Value: Encodable>(
        _ name: String,
        _ value: Value,
        in serial: Int
    ) throws -> Mark? {
        let mark = mark
        try beginMember(name, in: serial)
        guard appendScalar(value) else { return mark }
        endElement()
        return nil
    }

    /// The same for an element of an array.
    mutating func beginElement<Value: Encodable>(_ value: Value, in serial: Int) throws -> Mark? {
        try beginElement(in: serial)
        guard appendScalar(value) else { return mark }
        endElement()
        return nil
    }

    /// Counts an element, and makes the header longer when the count has outgrown it.
    mutating func endElement() {
        frame.count += 1
        guard frame.count == 1 << 4 || frame.count == 1 << 16 else { return }
        bytes.insert(contentsOf: [0, 0], at: frame.header + 1)
        for index in parts.indices[frame.firstPart...] { parts[index].offset += 2 }
    }

    /// Puts the bytes of a part where it was opened.
    mutating func insert(_ part: [UInt8], at offset: Int) {
        if offset == bytes.count {
            bytes.append(contentsOf: part)
        } else {
            bytes.insert(contentsOf: part, at: offset)
        }
    }

    /// Writes the count of the innermost container into its header.
    mutating func closeContainer() {
        let isMap = frame.form == .map
        guard isMap || frame.form == .array else { return }
        containers -= 1
        switch frame.count {
        case ..<(1 << 4):
            let fixed = isMap ? MessagePackFormat.fixedMap : MessagePackFormat.fixedArray
            bytes[frame.header] = fixed | UInt8(frame.count)
        case ..<(1 << 16):
            bytes[frame.header] = isMap ? MessagePackFormat.map16 : MessagePackFormat.array16
            patch(frame.count, width: 2, at: frame.header + 1)
        default:
            bytes[frame.header] = (isMap ? MessagePackFormat.map16 : MessagePackFormat.array16) + 1
            patch(frame.count, width: 4, at: frame.header + 1)
        }
        if frame.mayRepeat { dropRepeatedMembers() }
    }

    private mutating func patch(_ count: Int, width: Int, at offset: Int) {
        for index in 0..<width {
            bytes[offset + index] = UInt8(truncatingIfNeeded: count >> (8 * (width - 1 - index)))
        }
    }

    /// Looks whether a name is in the innermost map already. Of many names only a set tells in time.
    private mutating func note(_ fingerprint: UInt64) {
        if frame.count < 16 {
            if names[frame.firstName...].contains(fingerprint) { frame.mayRepeat = true }
            names.append(fingerprint)
        } else {
            if frame.manyNames.isEmpty { frame.manyNames = Set(names[frame.firstName...]) }
            if !frame.manyNames.insert(fingerprint).inserted { frame.mayRepeat = true }
        }
    }

    /// Writes the innermost map again with the last of the members that share a name, as JSON does.
    private mutating func dropRepeatedMembers() {
        guard let document = try? MessagePackDocument(bytes, from: frame.header),
            let members = document.members(at: frame.header)
        else { return }
        var last: [[UInt8]: Int] = [:]
        for (index, member) in members.enumerated() { last[Array(bytes[member.name])] = index }
        guard last.count < members.count else { return }
        var kept: [UInt8] = []
        var next = document.token(at: frame.header).body.upperBound
        for (index, member) in members.enumerated() {
            let end = document.end(of: member.value)
            if last[Array(bytes[member.name])] == index { kept.append(contentsOf: bytes[next..<end]) }
            next = end
        }
        bytes.removeSubrange(frame.header...)
        appendHeader(ofMap: last.count)
        bytes.append(contentsOf: kept)
    }
}
