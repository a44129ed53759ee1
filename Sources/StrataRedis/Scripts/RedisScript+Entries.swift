extension RedisScript {
    /// The entry's bytes and the milliseconds it has left, -1 for ever; nil when there is none.
    static let read = RedisScript(
        """
        if not found.live then return false end
        return { value(key, found), left(key, found) }
        """
    )

    /// 1 when there is an entry.
    static let exists = RedisScript("return found.live and 1 or 0")

    /// The milliseconds that the entry has left; -1 for ever, -2 when there is none.
    static let timeToLive = RedisScript("return found.live and left(key, found) or -2")

    /// 1 when the entry got the time to live ARGV[1].
    static let expire = RedisScript(
        """
        if not found.live then return 0 end
        expire(key, found, ARGV[1])
        return 1
        """
    )

    /// 1 when there was no entry and ARGV[1] was stored for ARGV[2].
    static let setIfAbsent = RedisScript(
        """
        if found.live then return 0 end
        put(key, ARGV[1], ARGV[2])
        return 1
        """
    )

    /// 1 when the entry was exactly ARGV[1] and is ARGV[2] now, with the expiration that it had.
    static let replace = RedisScript(
        """
        if not found.live or value(key, found) ~= ARGV[1] then return 0 end
        unlease(key, found)
        redis.call('SET', key, ARGV[2], 'KEEPTTL')
        return 1
        """
    )

    /// Adds ARGV[1] to a counter, made with the time to live ARGV[2] when there is none. Answers 1 and the sum as text, or 0
    /// and the entry's bytes when they are no decimal integer or the sum does not fit.
    static let increment = RedisScript(
        """
        if not found.live then
          put(key, ARGV[1], ARGV[2])
          return { 1, ARGV[1] }
        end
        unlease(key, found)
        local sum = redis.pcall('INCRBY', key, ARGV[1])
        if type(sum) == 'table' then
          local bytes = redis.call('GET', key)
          if string.find(sum.err, 'integer') or string.find(sum.err, 'overflow') then return { 0, bytes } end
          return sum
        end
        return { 1, redis.call('GET', key) }
        """
    )
}
