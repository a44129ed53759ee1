import Strata
import StrataCompression
import StrataTestKit

extension Backend {
    /// Memory, holding values and holding bytes.
    static let memory: [Backend] = [
        Backend("memory, values", lacks: [.siblings, .peers, .encoding]) {
            let clock = ManualClock()
            return CacheUnderTest(MemoryCache(clock: clock), clock: clock, traits: .doesNotEncode)
        },
        Backend("memory, JSON", lacks: [.siblings, .peers]) { encodedMemory(JSONCodec()) },
        Backend("memory, MessagePack", lacks: [.siblings, .peers]) { encodedMemory(MessagePackCodec()) },
        Backend("memory, JSON through zlib", lacks: [.siblings, .peers]) {
            encodedMemory(CompressingCodec(JSONCodec(), algorithm: .zlib(), threshold: 0))
        },
    ]

    private static func encodedMemory(_ codec: any CacheCodec) -> CacheUnderTest {
        let clock = ManualClock()
        return CacheUnderTest(MemoryCache(clock: clock, codec: codec), clock: clock)
    }
}
