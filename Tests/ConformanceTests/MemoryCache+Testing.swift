import Strata
import StrataTestKit

extension MemoryCache {
    /// A cache whose clock a test moves; encoded where there is a codec.
    init(clock: ManualClock, codec: (any CacheCodec)? = nil) {
        var configuration = Configuration()
        configuration.clock = clock
        if let codec { configuration.storage = .encoded(codec) }
        self.init(configuration)
    }
}
