/** Who is asking: API keys, signatures and nonces. Source: protocol 1.3, 1.4. */
import { createHash, createHmac } from 'node:crypto'
import { assert, present } from '../../../src/assert.ts'
import { type Result, fail, ok } from '../../../src/result.ts'
import type { Instant } from '../../../src/time.ts'
import { INVALID_KEY, INVALID_NONCE, INVALID_SIGNATURE, LOCKED_OUT } from '../errors.ts'
import { createLockouts } from '../limits/lockout.ts'
import type { ExchangeAccount } from '../port.ts'
import { PERMISSIONS, type Permission } from '../permissions.ts'
import { type Nonces, createNonces } from './nonces.ts'

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

export type KeyInfo = {
  readonly name: string
  readonly nonceWindow: number
  readonly permissions: readonly Permission[]
  readonly highestNonce: bigint
}

export interface Keyring {
  /** Fails with Kraken's error text. A nonce is used up by a good signature alone. Too many failures lock the key out. */
  identify(at: Instant, request: SignedRequest): Result<Identity, string>
  /** Whether the key may do any of these; nothing asked for is always allowed. */
  may(key: string, needs: readonly Permission[]): boolean
  describe(key: string): KeyInfo
  keysOf(account: string): readonly string[]
  /** Another program's request was good under this key. */
  heardElsewhere(key: string, nonce: bigint): void
  lockOut(at: Instant, key: string): void
  /** The key may not do this any more. */
  forbid(key: string, permission: Permission): void
}

export function createKeyring(accounts: readonly ExchangeAccount[]): Keyring {
  type Holder = Omit<KeyInfo, 'highestNonce'> & {
    readonly account: string
    readonly secret: Buffer
    readonly nonces: Nonces
  }
  const holders = new Map<string, Holder>()
  const lockouts = createLockouts()
  for (const { name, keys } of accounts) {
    for (const [place, { key, secret, nonceWindow = 0, permissions = PERMISSIONS }] of keys.entries()) {
      assert(!holders.has(key), `the API key of ${name} belongs to nobody else`)
      const nonces = createNonces(BigInt(nonceWindow))
      const described = { name: `${name} ${place + 1}`, nonceWindow, permissions }
      holders.set(key, { ...described, account: name, secret: Buffer.from(secret, 'base64'), nonces })
    }
  }

  function judge(key: string, { path, headers, body, nonce }: SignedRequest): Result<Identity, string> {
    const holder = holders.get(key)
    if (holder === undefined) return fail(INVALID_KEY)
    if (nonce === undefined || !/^\d{1,20}$/.test(nonce)) return fail(INVALID_NONCE)
    const expected = signatureOf({ secret: holder.secret, path, nonce, body })
    if (headers.get('api-sign') !== expected) return fail(INVALID_SIGNATURE)
    return holder.nonces.take(BigInt(nonce)) ? ok({ account: holder.account, key }) : fail(INVALID_NONCE)
  }

  return {
    identify(at, request) {
      const key = request.headers.get('api-key')
      if (key === undefined) return fail(INVALID_KEY)
      if (lockouts.isLockedOut(at, key)) return fail(LOCKED_OUT)
      const identity = judge(key, request)
      if (!identity.ok) lockouts.offended(at, key)
      return identity
    },
    may: (key, needs) =>
      needs.length === 0 || needs.some((need) => holders.get(key)?.permissions.includes(need) === true),
    describe(key) {
      const { name, nonceWindow, permissions, nonces } = present(holders.get(key), 'a key that calls is known')
      return { name, nonceWindow, permissions, highestNonce: nonces.highest() }
    },
    keysOf: (account) => [...holders].filter(([, holder]) => holder.account === account).map(([key]) => key),
    heardElsewhere: (key, nonce) => holders.get(key)?.nonces.raise(nonce),
    lockOut: lockouts.lockOut,
    forbid(key, permission) {
      const holder = holders.get(key)
      if (holder === undefined) return
      holders.set(key, { ...holder, permissions: holder.permissions.filter((one) => one !== permission) })
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
