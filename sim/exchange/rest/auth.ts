/** Who is asking: API keys, signatures and nonces. Source: protocol 1.3, 1.4. */
import { createHash, createHmac } from 'node:crypto'
import { assert } from '../../../src/assert.ts'
import { type Result, fail, ok } from '../../../src/result.ts'
import { INVALID_KEY, INVALID_NONCE, INVALID_SIGNATURE } from '../errors.ts'
import type { ExchangeAccount } from '../port.ts'

export type SignedRequest = {
  /** Without the query. */
  readonly path: string
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>
  /** Exactly as it was on the wire. */
  readonly body: string
  /** As the body says it. */
  readonly nonce: string | undefined
}

export type Identity = { readonly account: string; readonly key: string }

export interface Keyring {
  /** Fails with Kraken's error text. A nonce is used up by a good signature alone. */
  identify(request: SignedRequest): Result<Identity, string>
}

/** Nonces are unsigned 64-bit integers. */
const NONCE_LIMIT = 1n << 64n

export function createKeyring(accounts: readonly ExchangeAccount[]): Keyring {
  const holders = new Map<string, { readonly account: string; readonly secret: Buffer; lastNonce: bigint }>()
  for (const { name, keys } of accounts) {
    for (const { key, secret } of keys) {
      assert(!holders.has(key), `the API key of ${name} belongs to nobody else`)
      holders.set(key, { account: name, secret: Buffer.from(secret, 'base64'), lastNonce: -1n })
    }
  }
  return {
    identify({ path, headers, body, nonce }) {
      const key = headers.get('api-key')
      const holder = key === undefined ? undefined : holders.get(key)
      if (key === undefined || holder === undefined) return fail(INVALID_KEY)
      if (nonce === undefined || !/^\d{1,20}$/.test(nonce)) return fail(INVALID_NONCE)
      const expected = signatureOf({ secret: holder.secret, path, nonce, body })
      if (headers.get('api-sign') !== expected) return fail(INVALID_SIGNATURE)
      const value = BigInt(nonce)
      if (value <= holder.lastNonce || value >= NONCE_LIMIT) return fail(INVALID_NONCE)
      holder.lastNonce = value
      return ok({ account: holder.account, key })
    },
  }
}

type Signed = { readonly secret: Buffer; readonly path: string; readonly nonce: string; readonly body: string }

/** What `API-Sign` has to say, in base64. */
export function signatureOf({ secret, path, nonce, body }: Signed): string {
  const digest = createHash('sha256')
    .update(nonce + body)
    .digest()
  return createHmac('sha512', secret).update(path).update(digest).digest('base64')
}
