import StrataCore

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What one NOTIFY carries, as JSON: `{"s": "<sender in base64>", "k": [keys], "t": [tags], "a": true}`, where `a` means
/// everything. The functions of `Migrations/postgres` write it too, without a sender.
struct NotificationPayload: Codable, Equatable {
    var s: Data?
    var k: [String]?
    var t: [String]?
    var a: Bool?

    /// PostgreSQL takes less than 8000 bytes.
    static let mostBytes = 7999

    /// The payloads that carry `messages`: as few as hold them, by sender.
    static func payloads(of messages: [InvalidationMessage]) -> [String] {
        var senders: [CacheToken] = []
        var subjects: [CacheToken: [InvalidationMessage.Subject]] = [:]
        for message in messages {
            if subjects[message.sender] == nil { senders.append(message.sender) }
            subjects[message.sender, default: []].append(message.subject)
        }
        return senders.flatMap { payloads(of: subjects[$0] ?? [], from: $0) }
    }

    /// The messages of a payload; nil when it is none.
    static func messages(of text: String) -> [InvalidationMessage]? {
        guard let payload = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else { return nil }
        let sender = CacheToken(payload.s.map { [UInt8]($0) } ?? [])
        var subjects: [InvalidationMessage.Subject] = (payload.k ?? []).map { .key(CacheKey($0)) }
        subjects += (payload.t ?? []).map { .tag(CacheTag($0)) }
        if payload.a == true { subjects.append(.everything) }
        return subjects.map { InvalidationMessage(sender: sender, subject: $0) }
    }

    private static func payloads(of subjects: [InvalidationMessage.Subject], from sender: CacheToken) -> [String] {
        let everything = NotificationPayload(s: Data(sender.bytes), a: true).text
        var texts: [String] = []
        var rest = subjects[...]
        while !rest.isEmpty {
            let text = longest(of: rest, from: sender)
            guard let text else { return [everything] }
            texts.append(text.text)
            rest = rest.dropFirst(text.count)
        }
        return texts
    }

    /// The payload of as many subjects as fit; nil when not even one does, or one of them is everything.
    private static func longest(
        of subjects: ArraySlice<InvalidationMessage.Subject>,
        from sender: CacheToken
    ) -> (text: String, count: Int)? {
        var payload = NotificationPayload(s: Data(sender.bytes))
        // The frame: what surrounds both lists and the sender.
        var bytes = payload.text.utf8.count + 16
        var count = 0
        for subject in subjects {
            guard let name = subject.name else { return nil }
            bytes += (NotificationPayload(k: [name]).text.utf8.count)
            guard bytes <= mostBytes else { break }
            payload.add(subject)
            count += 1
        }
        return count == 0 ? nil : (payload.text, count)
    }

    private mutating func add(_ subject: InvalidationMessage.Subject) {
        switch subject {
        case .key(let key): k = (k ?? []) + [key.rawValue]
        case .tag(let tag): t = (t ?? []) + [tag.name]
        case .everything: a = true
        }
    }

    private var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        // Text and bytes always have a JSON form.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? #"{"a":true}"#
    }
}

extension InvalidationMessage.Subject {
    /// The text of a key or a tag; nil for everything.
    fileprivate var name: String? {
        switch self {
        case .key(let key): key.rawValue
        case .tag(let tag): tag.name
        case .everything: nil
        }
    }
}
