/// What a check of a law throws; a ``LawViolation`` adds the law to it.
struct Breach: Error {
    let reason: String
}
