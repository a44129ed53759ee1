import Foundation

extension Duration {
    var seconds: Double { self / .seconds(1) }

    /// The duration in seconds, with so many digits behind the point.
    func inSeconds(_ digits: Int) -> String {
        seconds.text(digits)
    }
}

extension Double {
    /// The number with so many digits behind the point.
    func text(_ digits: Int) -> String {
        formatted(.number.precision(.fractionLength(digits)).locale(Locale(identifier: "en_US_POSIX")))
    }
}
