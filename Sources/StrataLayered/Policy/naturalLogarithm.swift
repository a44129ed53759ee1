#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The natural logarithm of `number`.
func naturalLogarithm(_ number: Double) -> Double { log(number) }
