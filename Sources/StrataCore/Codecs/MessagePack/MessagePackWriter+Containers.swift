extension MessagePackWriter {
    /// Makes the value of `serial` a container, or goes on with the container that it is already.
    func open(_ form: MessagePackFrame.Form, in serial: Int) {
        guard isOnTop(serial) else { return fail("the container is used after its value was encoded") }
        let top = frames.count - 1
        if frames[top].form == form { return }
        guard frames[top].form == .nothing else { return fail("the value has two forms") }
        guard containers < MessagePackFormat.deepestContainer else { return fail("the containers nest too deep") }
        containers += 1
        frames[top].form = form
        frames[top].header = bytes.count
        bytes.append(0)
    }

    /// Makes the value of `serial` a single one.
    func openSingle(in serial: Int) throws {
        guard isOnTop(serial) else { throw error("the container is used after its value was encoded") }
        guard frames[frames.count - 1].form == .nothing else { throw error("the value is encoded twice") }
    }

    func closeSingle() {
        frames[frames.count - 1].form = .single
    }

    /// Writes the name of a member of a map; the value comes next, then ``endElement()``.
    func beginMember(_ name: String, in serial: Int) throws -> Mark {
        let mark = try beginElement(in: serial)
        note(append(name))
        return mark
    }

    func beginElement(in serial: Int) throws -> Mark {
        guard isOnTop(serial) else { throw error("the container is used after its value was encoded") }
        return mark
    }

    /// Counts an element, and makes the header longer when the count has outgrown it.
    func endElement() {
        let top = frames.count - 1
        let count = frames[top].count + 1
        frames[top].count = count
        guard count == 1 << 4 || count == 1 << 16 else { return }
        let header = frames[top].header
        bytes.insert(contentsOf: [0, 0], at: header + 1)
        for index in parts.indices[frames[top].firstPart...] { parts[index].offset += 2 }
    }

    /// Opens a container of its own inside the value on top, where the next byte would go.
    func nestedEncoder(_ key: any CodingKey) -> MessagePackEncoder {
        let writer = MessagePackWriter(
            bytes: [],
            path: codingPath + [key],
            depth: depth + frames.count,
            containers: containers
        )
        parts.append((bytes.count, writer))
        return writer.firstEncoder()
    }

    /// An encoder whose bytes nobody wants, for a container that cannot throw when it is used too late.
    func refusingEncoder() -> MessagePackEncoder {
        fail("the container is used after its value was encoded")
        return MessagePackWriter(bytes: []).firstEncoder()
    }

    private func firstEncoder() -> MessagePackEncoder {
        MessagePackEncoder(writer: self, serial: push(nil))
    }

    /// Puts the nested containers of the value on top where they belong.
    func joinParts() throws {
        let first = frames[frames.count - 1].firstPart
        while parts.count > first {
            let part = parts.removeLast()
            try part.writer.end()
            if part.offset == bytes.count {
                bytes.append(contentsOf: part.writer.bytes)
            } else {
                bytes.insert(contentsOf: part.writer.bytes, at: part.offset)
            }
        }
    }

    /// Writes the count of the container on top into its header.
    func closeContainer() {
        let frame = frames[frames.count - 1]
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
        if frame.mayRepeat { dropRepeatedMembers(of: frame) }
    }

    private func patch(_ count: Int, width: Int, at offset: Int) {
        for index in 0..<width {
            bytes[offset + index] = UInt8(truncatingIfNeeded: count >> (8 * (width - 1 - index)))
        }
    }

    /// Looks whether a name is in the map on top already. Of many names only a set tells in time.
    private func note(_ fingerprint: UInt64) {
        let top = frames.count - 1
        let first = frames[top].firstName
        if frames[top].count < 16 {
            if names[first...].contains(fingerprint) { frames[top].mayRepeat = true }
            names.append(fingerprint)
        } else {
            if frames[top].manyNames.isEmpty { frames[top].manyNames = Set(names[first...]) }
            if !frames[top].manyNames.insert(fingerprint).inserted { frames[top].mayRepeat = true }
        }
    }

    /// Writes the map on top again with the last of the members that share a name, as JSON does.
    private func dropRepeatedMembers(of frame: MessagePackFrame) {
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
