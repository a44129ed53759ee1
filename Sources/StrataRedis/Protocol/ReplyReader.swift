import CHiredis
import StrataCore

/// Reads replies out of a stream of bytes, with hiredis's reader.
///
/// Belongs to one thread. After an error it is of no more use: the stream has lost its place.
@safe final class ReplyReader {
    private let sink: UnsafeMutablePointer<strata_reply_sink>
    private let reader: UnsafeMutablePointer<redisReader>
    private let maximumBytes: Int
    private var assembler = ReplyAssembler()

    /// hiredis moves what is left of its buffer after every reply, so that small pieces cost least.
    private static let piece = 16 * 1024

    /// - Parameter maximumBytes: How many bytes may wait for the end of one value.
    init(maximumBytes: Int) throws(CacheError) {
        self.maximumBytes = maximumBytes
        unsafe sink = .allocate(capacity: 1)
        unsafe sink.initialize(to: strata_reply_sink())
        guard let reader = unsafe strata_reader_create(sink) else {
            unsafe sink.deallocate()
            throw CacheError(.unavailable, backend: "redis", message: "there is no memory for a reader")
        }
        unsafe self.reader = reader
        unsafe sink.initialize(to: Self.makeSink(for: self))
    }

    deinit {
        unsafe redisReaderFree(reader)
        unsafe sink.deallocate()
    }

    /// Takes bytes of the stream, and appends what is whole now to `replies`.
    ///
    /// - Throws: ``CacheError/Code/backendFailure`` when they are no replies, ``CacheError/Code/valueTooLarge`` when one
    ///   value passes the limit.
    func read(_ bytes: UnsafeRawBufferPointer, into replies: inout [RedisReply]) throws(CacheError) {
        var rest = unsafe bytes[...]
        while unsafe !rest.isEmpty {
            let piece = unsafe UnsafeRawBufferPointer(rebasing: rest.prefix(Self.piece))
            unsafe rest = rest.dropFirst(Self.piece)
            guard unsafe redisReaderFeed(reader, piece.bindMemory(to: CChar.self).baseAddress, piece.count) == REDIS_OK
            else { throw broken }
            try takeReplies(into: &replies)
        }
    }

    private func takeReplies(into replies: inout [RedisReply]) throws(CacheError) {
        while true {
            var reply: UnsafeMutableRawPointer?
            guard unsafe redisReaderGetReply(reader, &reply) == REDIS_OK else { throw broken }
            guard let whole = assembler.take() else { break }
            replies.append(whole)
        }
        guard unsafe strata_reader_buffered(reader) <= maximumBytes else {
            throw CacheError(.valueTooLarge, backend: "redis", message: "a reply is larger than the configured limit")
        }
    }

    private var broken: CacheError {
        CacheError(.backendFailure, backend: "redis", message: "the server sent something that is no reply of Redis")
    }

    private func add(_ text: UnsafePointer<CChar>?, count: Int, type: CInt) {
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: count)
        switch type {
        case REDIS_REPLY_STATUS: assembler.add(.status(unsafe String(decoding: bytes, as: UTF8.self)))
        case REDIS_REPLY_ERROR:
            assembler.add(.failure(ServerFailure(text: unsafe String(decoding: bytes, as: UTF8.self))))
        default: assembler.add(.bytes(unsafe [UInt8](bytes)))
        }
    }

    private static func makeSink(for reader: ReplyReader) -> strata_reply_sink {
        unsafe strata_reply_sink(
            context: Unmanaged.passUnretained(reader).toOpaque(),
            text: { context, type, bytes, count in
                unsafe ReplyReader.of(context)?.add(bytes, count: count, type: type)
            },
            array: { context, count in unsafe ReplyReader.of(context)?.assembler.beginArray(count: Int(count)) },
            integer: { context, value in unsafe ReplyReader.of(context)?.assembler.add(.integer(value)) },
            nil: { context in unsafe ReplyReader.of(context)?.assembler.add(.null) }
        )
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> ReplyReader? {
        guard let context = unsafe context else { return nil }
        return unsafe Unmanaged<ReplyReader>.fromOpaque(context).takeUnretainedValue()
    }
}
