import StrataCore
import Testing

@Suite struct KeyTransformationTests {
    private let hashing = KeyTransformation.hashingLongKeys()

    @Test func shortKeysStayAsTheyAre() throws {
        let key = CacheKey(String(repeating: "k", count: 200))
        #expect(try hashing(key) == key)
    }

    @Test func longKeysKeepAReadableBeginning() throws {
        let key = CacheKey("user:" + String(repeating: "k", count: 500))
        let name = try hashing(key).rawValue
        #expect(name.utf8.count == 200)
        #expect(name.hasPrefix("user:kkk"))
        #expect(name.hasSuffix(":" + SHA256Digest(of: key.rawValue.utf8).hexadecimal))
    }

    @Test func theBeginningEndsBetweenCharacters() throws {
        let name = try hashing(CacheKey(String(repeating: "é", count: 300))).rawValue
        #expect(name.utf8.count <= 200 && !name.contains("\u{FFFD}"))
    }

    @Test func noKeyCanPassForTheHashOfAnother() throws {
        let name = try hashing(CacheKey(String(repeating: "k", count: 500)))
        #expect(try hashing(name) != name)
    }

    @Test(arguments: [1, 64, 65, 66, 100])
    func anyLimitIsKept(limit: Int) throws {
        let hashing = KeyTransformation.hashingLongKeys(above: limit)
        let name = try hashing(CacheKey(String(repeating: "k", count: 1_000)))
        #expect(name.rawValue.utf8.count <= max(limit, 65))
    }

    @Test func theEmptyKeyIsRefused() {
        #expect(throws: CacheError.self) { try hashing("") }
    }
}
