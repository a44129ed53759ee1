extension RedisScript {
    /// 1 when the entry was exactly ARGV[2], or there was none and ARGV[1] is 0; it is ARGV[3] now, for ARGV[4].
    static let compareAndSet = RedisScript(
        """
        if ARGV[1] == '0' then
          if found.live then return 0 end
        elseif not found.live or value(key, found) ~= ARGV[2] then
          return 0
        end
        put(key, ARGV[3], ARGV[4])
        return 1
        """
    )

    /// 1 when the entry was exactly ARGV[1] and is gone.
    static let compareAndRemove = RedisScript(
        """
        if not found.live or value(key, found) ~= ARGV[1] then return 0 end
        return redis.call('UNLINK', key)
        """
    )

    /// 1 when the entry was exactly ARGV[1] and got the time to live ARGV[2].
    static let compareAndExpire = RedisScript(
        """
        if not found.live or value(key, found) ~= ARGV[1] then return 0 end
        expire(key, found, ARGV[2])
        return 1
        """
    )

    /// Stores ARGV[1] for ARGV[2] when there is no entry, and answers a number greater than every one before it; nil when
    /// there is an entry. KEYS[2] counts. The number is at least the server's time in microseconds, so that it grows even
    /// where the counter was lost.
    static let acquire = RedisScript(
        """
        if found.live then return false end
        local time = redis.call('TIME')
        local number = tonumber(redis.call('GET', KEYS[2]) or '0') + 1
        local floor = time[1] * 1000000 + time[2]
        if number < floor then number = floor end
        redis.call('SET', KEYS[2], text(number))
        put(key, ARGV[1], ARGV[2])
        return number
        """
    )

    /// Answers 1, the entry's bytes and the milliseconds that it has left; or 2 and how long another has the lease; or 3
    /// when the lease ARGV[1] was granted for ARGV[2] milliseconds. With ARGV[3] = 1 the entry is no answer, and stays.
    static let lease = RedisScript(
        """
        if found.live and ARGV[3] == '0' then return { 1, value(key, found), left(key, found) } end
        if found.lease > 0 then return { 2, found.lease } end
        local lease = tonumber(ARGV[2])
        if found.live then
          putLeased(key, value(key, found), left(key, found), ARGV[1], lease)
        else
          put(key, MARK .. ARGV[1] .. string.format('%015d', now() + lease) .. NONE, ARGV[2])
        end
        return { 3 }
        """
    )

    /// 1 when the lease ARGV[1] lasted and ARGV[2] is stored for ARGV[3].
    static let fill = RedisScript(
        """
        if found.token ~= ARGV[1] or found.lease <= 0 then return 0 end
        put(key, ARGV[2], ARGV[3])
        return 1
        """
    )

    /// Ends the lease ARGV[1], if it is this one.
    static let release = RedisScript(
        """
        if found.token ~= ARGV[1] then return 0 end
        if found.live then unlease(key, found) else redis.call('UNLINK', key) end
        return 1
        """
    )
}
