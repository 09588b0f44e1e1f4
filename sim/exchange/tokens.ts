/** The tokens that open private sockets. */
import { type Instant, after, seconds } from '../../src/time.ts'
import { tokenText } from './ids.ts'

/** Source: protocol 0 row 12; `expires` of `GetWebSocketsToken`. */
export const TOKEN_SECONDS = 900

export interface Tokens {
  /** A new token each time; older ones of the key stay good until they expire. */
  issue(at: Instant, of: { readonly key: string; readonly account: string }): string
  /** The account the token was issued to, expired or not. */
  accountOf(token: string): string | undefined
  /** The API key it was issued to. */
  keyOf(token: string): string | undefined
  isFresh(at: Instant, token: string): boolean
  /** None issued so far is good any more. */
  forget(): void
}

export function createTokens(): Tokens {
  const issued = new Map<string, { readonly key: string; readonly account: string; readonly expiresAt: Instant }>()
  const forgotten = new Set<string>()
  return {
    issue(at, { key, account }) {
      const token = tokenText({ key, ordinal: issued.size })
      issued.set(token, { key, account, expiresAt: after(at, seconds(TOKEN_SECONDS)) })
      return token
    },
    accountOf: (token) => issued.get(token)?.account,
    keyOf: (token) => issued.get(token)?.key,
    isFresh(at, token) {
      const known = issued.get(token)
      return known !== undefined && at < known.expiresAt && !forgotten.has(token)
    },
    forget() {
      for (const token of issued.keys()) forgotten.add(token)
    },
  }
}
