import StrataTestKit

extension CacheUnderTest {
    /// A reference cache with all that a subject can offer.
    static func reference(_ defect: Defect? = nil) -> CacheUnderTest {
        let clock = ManualClock()
        let storage = ReferenceStorage(clock: clock)
        return CacheUnderTest(
            ReferenceCache(storage, namespace: "main", defect: defect),
            clock: clock,
            sibling: { ReferenceCache(storage, namespace: $0, defect: defect) },
            peer: { ReferenceCache(storage, namespace: "main", defect: defect) }
        )
    }
}
