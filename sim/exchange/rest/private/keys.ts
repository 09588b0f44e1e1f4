/** The API key that asks, and the token it gets for sockets. Source: protocol 3.7. */
import { ok } from '../../../../src/result.ts'
import { type Instant, MICROS_PER_SECOND } from '../../../../src/time.ts'
import { chainHash } from '../../ids.ts'
import { TOKEN_SECONDS } from '../../tokens.ts'
import type { Answer, PrivateCall } from '../registry.ts'

export const webSocketsToken = ({ at, venue, key, account }: PrivateCall): Answer =>
  ok({ token: venue.tokens.issue(at, { key, account }), expires: TOKEN_SECONDS })

/** Expiry, ranges of dates and lists of addresses are not modelled: no key has any. */
export function apiKeyInfo({ at, venue, key, account }: PrivateCall): Answer {
  const { name, nonceWindow, permissions, highestNonce } = venue.keyring.describe(key)
  return ok({
    api_key_name: name,
    api_key: key,
    nonce: String(highestNonce),
    nonce_window: String(nonceWindow),
    permissions,
    iban: ibanOf(account),
    valid_until: '0',
    query_from: '0',
    query_to: '0',
    created_time: '0',
    modified_time: '0',
    ip_allowlist: [],
    last_used: secondsText(at),
  })
}

const secondsText = (at: Instant): string => String(Math.floor(at / MICROS_PER_SECOND))

/** `AA01 N84G ABCD EFGH`: the account's public id, in its look. */
const ibanOf = (account: string): string => {
  const digits = chainHash(`account ${account}`).toUpperCase()
  return `AA${digits.slice(0, 2)} ${digits.slice(2, 6)} ${digits.slice(6, 10)} ${digits.slice(10, 14)}`
}
