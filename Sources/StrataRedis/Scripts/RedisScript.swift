/// A script that the server runs in one atomic step.
///
/// The server keeps scripts under the SHA-1 of their text. They are called by that, and sent in full only when the server
/// does not have them. All keys of one call stand in one slot.
struct RedisScript: Sendable {
    let text: String
    let digest: String

    init(_ body: String) {
        text = Self.common + body
        digest = SHA1Digest(of: Array(text.utf8)).hexadecimal
    }

    /// What all scripts share. `look` tells what stands under a key without reading a large value; `left` how long an entry
    /// has, in milliseconds, -1 for ever; times to live are passed as text, `0` for ever.
    ///
    /// An entry with a lease before it carries its own end where the lease ends later, because the key must live as long as
    /// the longer of both. See ``StoredForm``.
    private static let common = #"""
        local MARK = '\193\005'
        local NONE = '000000000000000'
        local WITH_KEY = '999999999999999'

        local function now()
          local time = redis.call('TIME')
          return time[1] * 1000 + math.floor(time[2] / 1000)
        end

        local function look(key)
          local head = redis.call('GETRANGE', key, 0, 47)
          if #head < 48 or string.sub(head, 1, 2) ~= MARK then
            return { live = head ~= '' or redis.call('EXISTS', key) == 1, lease = 0 }
          end
          local time = now()
          local found = { token = string.sub(head, 3, 18), lease = tonumber(string.sub(head, 19, 33)) - time }
          local ends = string.sub(head, 34, 48)
          if ends == NONE then
            found.live = false
          elseif ends == WITH_KEY then
            found.live = true
          else
            found.left = tonumber(ends) - time
            found.live = found.left > 0
          end
          return found
        end

        local function value(key, found)
          if found.token then return redis.call('GETRANGE', key, 48, -1) end
          return redis.call('GET', key)
        end

        local function left(key, found)
          return found.left or redis.call('PTTL', key)
        end

        local function put(key, bytes, ttl)
          if ttl == '0' then redis.call('SET', key, bytes) else redis.call('SET', key, bytes, 'PX', ttl) end
        end

        local function text(number)
          return string.format('%d', number)
        end

        -- Stores an entry that has so many milliseconds left, -1 for ever, behind a lease that has so many.
        local function putLeased(key, bytes, remaining, token, lease)
          local time = now()
          local head = MARK .. token .. string.format('%015d', time + lease)
          if remaining < 0 then
            put(key, head .. WITH_KEY .. bytes, '0')
          elseif remaining >= lease then
            put(key, head .. WITH_KEY .. bytes, text(remaining))
          else
            put(key, head .. string.format('%015d', time + remaining) .. bytes, text(lease))
          end
        end

        -- Takes the lease off an entry.
        local function unlease(key, found)
          if not found.token then return end
          local remaining = left(key, found)
          put(key, value(key, found), remaining < 0 and '0' or text(remaining))
        end

        -- Gives an entry another expiration; its lease stays.
        local function expire(key, found, ttl)
          if found.token and found.lease > 0 then
            putLeased(key, value(key, found), ttl == '0' and -1 or tonumber(ttl), found.token, found.lease)
          elseif found.token then
            put(key, value(key, found), ttl)
          elseif ttl == '0' then
            redis.call('PERSIST', key)
          else
            redis.call('PEXPIRE', key, ttl)
          end
        end

        local key = KEYS[1]
        local found = look(key)

        """#
}
