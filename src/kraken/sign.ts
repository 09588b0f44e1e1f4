/** Kraken's request signature, and a mark by which keys are told apart. */
import { createHash, createHmac } from 'node:crypto'

/**
 * The `API-Sign` header: HMAC-SHA512, keyed with the decoded secret, over the path and the SHA-256 of nonce and
 * body. `body` is exactly what goes on the wire and holds the same nonce.
 * Source: docs.kraken.com/api/docs/guides/spot-rest-auth, whose published vector is in the tests.
 */
export function apiSign(request: {
  readonly path: string
  readonly nonce: string
  readonly body: string
  readonly secret: string
}): string {
  const digest = createHash('sha256')
    .update(request.nonce + request.body)
    .digest()
  const key = Buffer.from(request.secret, 'base64')
  return createHmac('sha512', key).update(request.path).update(digest).digest('base64')
}

/** Tells keys apart in a file that shall not hold one: 16 hexadecimal digits. */
export const keyMark = (apiKey: string): string => createHash('sha256').update(apiKey).digest('hex').slice(0, 16)
