import StrataCore
import Testing

@testable import StrataMemory

@Suite struct TableTests {
    private let hasher = KeyHasher()

    private func withProbe<Outcome>(_ text: String, _ body: (KeyProbe) -> Outcome) -> Outcome {
        var text = text
        return text.withUTF8 { unsafe body(hasher.probe($0)) }
    }

    @Test func packedKeysDifferWhereKeysDo() {
        var seen: [PackedKey] = []
        for text in ["a", "aa", "aaa", "a\0", "\0", "\0\0", String(repeating: "a", count: 16)] {
            withProbe(text) { probe in
                #expect(!seen.contains(probe.packed))
                #expect(probe.packed.count == text.utf8.count)
                let bytes = unsafe probe.packed.withInlineBytes { unsafe Array($0) }
                #expect(bytes == Array(text.utf8))
                seen.append(probe.packed)
            }
        }
    }

    @Test(arguments: [7, 8, 15, 16, 22, 23])
    func packedKeysHoldEveryByte(count: Int) {
        let text = String(decoding: (0..<count).map { UInt8($0 + 48) }, as: UTF8.self)
        withProbe(text) { probe in
            #expect(!probe.packed.isLong)
            let bytes = unsafe probe.packed.withInlineBytes { unsafe Array($0) }
            #expect(bytes == Array(text.utf8))
        }
    }

    @Test func hashesAreSecret() {
        let other = KeyHasher()
        var text = "the same key"
        let hashes = text.withUTF8 { unsafe [hasher.probe($0).hash, other.probe($0).hash] }
        #expect(hashes[0] != hashes[1])
    }

    @Test func behavesLikeADictionary() {
        var table = SlotTable(limit: 1 << 20, hasher: hasher)
        var model: [String: Int] = [:]
        var random = SplitMix(seed: 42)
        for step in 0..<40_000 {
            let key = "\(random.next() % 3 == 0 ? "a key that is too long to be inline: " : "")\(random.next() % 700)"
            withProbe(key) { probe in
                let slot = table.find(probe)
                #expect((slot.map { table[$0].value as? Int } ?? nil) == model[key])
                if let slot, random.next() % 2 == 0 {
                    _ = table.remove(slot)
                    model[key] = nil
                } else if slot == nil, random.next() % 4 != 0 {
                    _ = table.insert(probe, value: step)
                    model[key] = step
                }
            }
            if table.isSparse || step % 9973 == 0 { _ = table.compact() }
            #expect(table.count == model.count)
        }
        for (key, value) in model {
            withProbe(key) { probe in
                let slot = table.find(probe)
                #expect(slot.map { table.key(of: $0).rawValue } == key)
                #expect(slot.flatMap { table[$0].value as? Int } == value)
            }
        }
    }

    @Test func theWheelGivesOutEverySlotInTime() {
        var wheel = ExpiryWheel(now: 1_000_000)
        var random = SplitMix(seed: 7)
        var deadlines: [UInt32: Int64] = [:]
        wheel.grow(to: 3000)
        for slot in UInt32(0)..<3000 {
            deadlines[slot] = 1_000_000 + Int64(random.next() % (1 << (random.next() % 40)))
            wheel.insert(slot, deadline: deadlines[slot] ?? 0)
        }
        for slot in stride(from: UInt32(0), to: 3000, by: 10) {
            wheel.remove(slot)
            deadlines[slot] = nil
        }
        var now: Int64 = 1_000_000
        while !deadlines.isEmpty {
            now += Int64(random.next() % (1 << (random.next() % 36)))
            wheel.advance(to: now)
            while let slot = wheel.next() {
                let deadline = deadlines[slot] ?? .max
                if deadline <= now { deadlines[slot] = nil } else { wheel.insert(slot, deadline: deadline) }
            }
            #expect(deadlines.values.allSatisfy { $0 > now })
        }
    }
}

/// A small random number generator with a seed (G. Steele et al., "Fast Splittable Pseudorandom Number Generators", 2014).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
