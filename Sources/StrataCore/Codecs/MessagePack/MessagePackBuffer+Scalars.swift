extension MessagePackBuffer {
    mutating func appendNil() {
        bytes.append(MessagePackFormat.nil)
    }

    mutating func append(_ value: Bool) {
        bytes.append(value ? MessagePackFormat.true : MessagePackFormat.false)
    }

    /// Writes an integer in its smallest form.
    @inline(__always)
    mutating func append<Number: FixedWidthInteger>(_ value: Number) {
        if let small = Int8(exactly: value), small >= -32 {
            bytes.append(UInt8(bitPattern: small))
        } else if let magnitude = UInt64(exactly: value) {
            append(unsigned: magnitude)
        } else if let negative = Int64(exactly: value) {
            append(negative: negative)
        } else {
            append(binary: bigEndianBytes(of: value))
        }
    }

    private mutating func append(unsigned value: UInt64) {
        switch value {
        case ...0xFF: append(MessagePackFormat.unsigned8, UInt8(value))
        case ...0xFFFF: append(MessagePackFormat.unsigned8 + 1, UInt16(value))
        case ...0xFFFF_FFFF: append(MessagePackFormat.unsigned8 + 2, UInt32(value))
        default: append(MessagePackFormat.unsigned8 + 3, value)
        }
    }

    private mutating func append(negative value: Int64) {
        if let narrow = Int8(exactly: value) {
            append(MessagePackFormat.signed8, UInt8(bitPattern: narrow))
        } else if let narrow = Int16(exactly: value) {
            append(MessagePackFormat.signed8 + 1, UInt16(bitPattern: narrow))
        } else if let narrow = Int32(exactly: value) {
            append(MessagePackFormat.signed8 + 2, UInt32(bitPattern: narrow))
        } else {
            append(MessagePackFormat.signed8 + 3, UInt64(bitPattern: value))
        }
    }

    mutating func append(_ value: Float) {
        append(MessagePackFormat.float32, value.bitPattern)
    }

    /// Writes four bytes where every bit comes back from them, eight otherwise.
    mutating func append(_ value: Double) {
        let narrow = Float(value)
        if Double(narrow).bitPattern == value.bitPattern {
            append(narrow)
        } else {
            append(MessagePackFormat.float64, value.bitPattern)
        }
    }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { unsafe append(utf8: $0) }
    }

    /// Writes the name of a member, and returns its fingerprint.
    mutating func append(name: String) -> UInt64 {
        var name = name
        return name.withUTF8 {
            unsafe append(utf8: $0)
            return unsafe MessagePackName($0).fingerprint
        }
    }

    private mutating func append(utf8: UnsafeBufferPointer<UInt8>) {
        appendHeader(ofString: utf8.count)
        unsafe bytes.append(contentsOf: utf8)
    }

    mutating func append(binary: some Collection<UInt8>) {
        appendHeader(binary.count, MessagePackFormat.binary8)
        bytes.append(contentsOf: binary)
    }

    mutating func appendHeader(ofMap count: Int) {
        if count < 1 << 4 {
            bytes.append(MessagePackFormat.fixedMap | UInt8(count))
        } else if count < 1 << 16 {
            append(MessagePackFormat.map16, UInt16(count))
        } else {
            append(MessagePackFormat.map16 + 1, UInt32(truncatingIfNeeded: count))
        }
    }

    private mutating func appendHeader(ofString count: Int) {
        if count < 1 << 5 {
            bytes.append(MessagePackFormat.fixedString | UInt8(count))
        } else {
            appendHeader(count, MessagePackFormat.string8)
        }
    }

    /// Writes a length of 8, 16 or 32 bits; their forms follow each other. A longer one cannot be, see `end`.
    private mutating func appendHeader(_ count: Int, _ form: UInt8) {
        switch count {
        case ...0xFF: append(form, UInt8(count))
        case ...0xFFFF: append(form + 1, UInt16(count))
        default:
            if count > UInt32.max { fail("the bytes are longer than 4 GiB") }
            append(form + 2, UInt32(truncatingIfNeeded: count))
        }
    }

    private mutating func append<Number: FixedWidthInteger>(_ form: UInt8, _ payload: Number) {
        bytes.append(form)
        unsafe withUnsafeBytes(of: payload.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    private func bigEndianBytes<Number: FixedWidthInteger>(of value: Number) -> [UInt8] {
        unsafe withUnsafeBytes(of: value.bigEndian) { unsafe Array($0) }
    }
}
