/** A recorded request as it is made again: signed anew, with what stands now in the places that were blotted out. */
import { signatureOf } from '../../exchange/rest/auth.ts'
import type { Asked } from '../../edge/kraken-side.ts'
import { secretOf } from '../setting.ts'
import type { RecordedCall } from './recorded.ts'
import type { Judge } from './comparison.ts'

export type Means = {
  readonly correlation: Judge['correlation']
  /** The account's key; undefined where it was made under none that Kraken knows. */
  readonly key: string | undefined
  /** In place of the one that was blotted out. */
  readonly nonce: string | undefined
}

const NONCE = /("nonce"\s*:\s*"?|(?:^|[?&])nonce=)(\d+)/
/** Not even a number of 64 bits. */
const IMPOSSIBLE_NONCE = `1${'0'.repeat(20)}`

/**
 * What was blotted out is taken to have been as good as the answer says: a signature is right unless Kraken called it wrong, and so is a
 * nonce.
 */
export function requestNow(
  { asked: { event }, answered }: RecordedCall,
  { correlation, key, nonce }: Means,
): Omit<Asked, 'id' | 'address'> {
  const text = event.encoding === 'base64' ? Buffer.from(event.body, 'base64').toString() : event.body
  const answer = answered?.event.body ?? ''
  const path = correlation.saidNow(event.path)
  correlation.blotted({ recorded: event.path, now: path })
  const said = correlation.saidNow(text)
  correlation.blotted({ recorded: text, now: said })
  const fresh = nonce === undefined || !answer.includes('EAPI:Invalid nonce') ? nonce : IMPOSSIBLE_NONCE
  const body = fresh === undefined ? said : said.replace(NONCE, (_, place: string) => place + fresh)
  const headers = Object.fromEntries(
    Object.entries(event.headers).map(([name, value]) => {
      if (/^api-key$/i.test(name)) return [name, key ?? value]
      if (!/^api-sign$/i.test(name) || key === undefined || answer.includes('EAPI:Invalid signature'))
        return [name, value]
      const [, , used = ''] = NONCE.exec(body) ?? []
      const secret = Buffer.from(secretOf(key), 'base64')
      return [name, signatureOf({ secret, path: path.replace(/\?.*$/s, ''), nonce: used, body })]
    }),
  )
  return { method: event.method, path, headers, body }
}
