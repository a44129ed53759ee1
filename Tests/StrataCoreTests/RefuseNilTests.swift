import StrataCore
import Testing

@Suite struct RefuseNilTests {
    private func isRefused<Value>(_ value: Value) -> Bool {
        do {
            try refuseNil(value)
            return false
        } catch {
            return error.code == .nilValue
        }
    }

    private func isRefusedInside<Value>(of value: Value?) -> Bool { isRefused(value) }

    @Test func emptyOptionalsAtAnyDepth() {
        #expect(isRefused(Int?.none))
        #expect(isRefused(Int??.some(.none)))
        #expect(isRefused(Int???.some(.some(.none))))
        #expect(isRefusedInside(of: String?.none))
        #expect(isRefusedInside(of: Int??.some(.none)))
        #expect(isRefused(Int?.none as Any))
        #expect(isRefused([UInt8]?.none))
    }

    @Test func everythingElsePasses() {
        #expect(!isRefused(5))
        #expect(!isRefused(Optional(5)))
        #expect(!isRefused(Int???.some(.some(.some(5)))))
        #expect(!isRefused([Int?.none]))
        #expect(!isRefused(["a": Int?.none]))
        #expect(!isRefused(""))
        #expect(!isRefusedInside(of: 5))
    }

    @Test func aBatchIsCheckedBeforeItsFirstWrite() throws {
        let entries: [CacheEntry<Int?>] = [CacheEntry("a", 1, expires: .never), CacheEntry("b", nil, expires: .never)]
        try entries[0].validate()
        #expect(throws: CacheError.self) { try entries[1].validate() }
        #expect(throws: CacheError.self) { try CacheEntry("", 1, expires: .never).validate() }
        #expect(throws: CacheError.self) { try CacheEntry("a", 1, expires: .seconds(0)).validate() }
    }
}
