@_exported public import StrataCore
@_exported public import StrataLayered
@_exported public import StrataMemory
@_exported public import StrataResults
