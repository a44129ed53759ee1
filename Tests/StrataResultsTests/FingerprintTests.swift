import Testing

@testable import StrataResults

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct FingerprintTests {
    struct Old: Codable { var name: String, age: Int }
    struct Renamed: Codable { var title: String, age: Int }
    struct Retyped: Codable { var name: String, age: Double }
    struct Optionally: Codable { var name: String, age: Int? }
    struct Longer: Codable { var name: String, age: Int, nick: String }
    struct Same: Codable { var name: String, age: Int }
    struct Outer<Inner: Codable>: Codable { var inner: [Inner] }
    struct Foundation: Codable { var id: UUID, link: URL, made: Date, price: Decimal, bytes: Data, after: Int }
    struct FoundationLater: Codable { var id: UUID, link: URL, made: Date, price: Decimal, bytes: Data, after: String }
    enum Size: String, Codable, CaseIterable { case small, large }
    enum Sizes: String, Codable, CaseIterable { case small, medium, large }
    enum Payload: Codable { case text(String), number(Int) }
    final class Node: Codable { var name = "", next: Node?, children: [Node] = [] }
    struct Checked: Codable {
        var text: String
        init(from decoder: any Decoder) throws {
            text = try decoder.singleValueContainer().decode(String.self)
            guard text.contains("@") else { throw CancellationError() }
        }
    }

    /// A type that holds its part twice: twenty of them in each other have a million ways to the innermost.
    struct Twice<Part: Codable>: Codable { var left: [Part], right: [Part] }
    typealias Twice4<Part: Codable> = Twice<Twice<Twice<Twice<Part>>>>
    typealias Twice20<Part: Codable> = Twice4<Twice4<Twice4<Twice4<Twice4<Part>>>>>
    struct TakesAll: Decodable {
        var items: [Int] = []
        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            while let item = try? container.decode(Int.self) { items.append(item) }
        }
    }
    struct Digs: Decodable {
        enum Keys: CodingKey { case next }
        init(from decoder: any Decoder) throws {
            var container = try decoder.container(keyedBy: Keys.self)
            while container.contains(.next) {
                container = try container.nestedContainer(keyedBy: Keys.self, forKey: .next)
            }
        }
    }
    struct FirstLetter: Decodable {
        let letter: Character
        init(from decoder: any Decoder) throws {
            letter = Character(try decoder.singleValueContainer().decode(String.self))
        }
    }
    struct Predecessor: Decodable {
        let number: UInt
        init(from decoder: any Decoder) throws {
            number = try decoder.singleValueContainer().decode(UInt.self) - 1
        }
    }

    private func shape<Value: Decodable>(_ type: Value.Type) -> String { ShapeRecorder.shape(of: type) }

    @Test func everyChangeOfShapeIsSeen() {
        let shapes = [
            shape(Old.self), shape(Renamed.self), shape(Retyped.self), shape(Optionally.self), shape(Longer.self),
            shape(Outer<Old>.self), shape(Outer<Retyped>.self), shape(Old?.self), shape([Old].self),
            shape([String: Old].self), shape([String: Retyped].self), shape(Outer<Size>.self),
            shape(Outer<Sizes>.self),
            shape(Foundation.self), shape(FoundationLater.self), shape(Payload.self), shape(Checked.self),
            shape(Int.self), shape(Int64.self), shape(String.self), shape([UInt8].self), shape(Data.self),
        ]
        for shape in shapes { #expect(!shape.isEmpty) }
        #expect(Set(shapes).count == shapes.count)
    }

    @Test func theNameOfATypeThatIsSeenDoesNotMatter() {
        #expect(shape(Old.self) == shape(Same.self))
    }

    @Test func typesThatHoldThemselvesEnd() {
        #expect(shape(Node.self).contains("recursive"))
    }

    @Test func theVersionCounts() {
        #expect(Fingerprint.of(Old.self, version: 1) != Fingerprint.of(Old.self, version: 2))
        #expect(Fingerprint.of(Old.self, version: 1) == Fingerprint.of(Same.self, version: 1))
    }

    @Test func typesThatHoldEachOtherInManyWaysAreWrittenOnce() {
        let shape = shape(Twice20<Old>.self)
        #expect(shape.utf8.count < 100_000)
        #expect(shape != self.shape(Twice20<Retyped>.self))
    }

    @Test func typesThatTakeTheirSamplesAsTheyComeEnd() {
        #expect(!shape(TakesAll.self).isEmpty)
        #expect(!shape(Digs.self).isEmpty)
        #expect(shape(FirstLetter.self) != shape(Predecessor.self))
    }
}
