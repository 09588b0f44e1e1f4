/** Kraken's errors: whether the deed is certainly undone, and whether asking again can help. */
import type { Instant } from '../time.ts'
import { instantFromUnixText } from '../time.ts'

export type KrakenError = {
  /** Kraken's words, whole. */
  readonly text: string
  /** True: it did not happen and will not. False: nobody can tell from this answer. */
  readonly isDefinite: boolean
  /** Asking again later can succeed. */
  readonly mayRetry: boolean
}

type Judgement = Omit<KrakenError, 'text'>
const refused: Judgement = { isDefinite: true, mayRetry: false }
const refusedForNow: Judgement = { isDefinite: true, mayRetry: true }
const unclear: Judgement = { isDefinite: false, mayRetry: true }

/**
 * By the longest matching beginning. What is not listed is unclear, since an unknown word proves nothing.
 * Source: Kraken's error guide and support article 360001491786, read 2026-08; categories as in its SDKs.
 */
const TABLE: readonly (readonly [beginning: string, judgement: Judgement])[] = [
  ['EGeneral:Invalid arguments', refused],
  ['EGeneral:Unknown method', refused],
  ['EGeneral:Permission denied', refused],
  ['EGeneral:Temporary lockout', refusedForNow],
  ['EGeneral:Too many requests', refusedForNow],
  ['EGeneral:Internal error', unclear],
  ['EAPI:Invalid key', refused],
  ['EAPI:Invalid signature', refused],
  ['EAPI:Invalid nonce', refusedForNow],
  ['EAPI:Rate limit exceeded', refusedForNow],
  ['EAPI:', refused],
  ['EAuth:', refused],
  ['EAccount:', refused],
  ['EQuery:', refused],
  ['EService:Market in', refused],
  ['EService:Deadline elapsed', refused],
  ['EService:Throttled', refusedForNow],
  ['EService:', unclear],
  ['EOrder:', refused],
  ['ETrade:', refused],
  ['EBM:', refused],
  ['EFunding:', refused],
  ['ESession:', refusedForNow],
  ['Unsupported field', refused],
  ['Currency pair', refused],
]

export function krakenError(text: string): KrakenError {
  // Kraken sometimes prints a space after the first colon: `EService: Throttled: 1712345678`.
  const tight = text.replace(/^(\w+): /, '$1:')
  const rows = TABLE.filter(([beginning]) => tight.startsWith(beginning))
  const [longest] = rows.toSorted(([one], [other]) => other.length - one.length)
  return { text, ...(longest?.[1] ?? unclear) }
}

/** The REST counter was full; what was asked was not looked at. */
export const isCallLimit = (text: string): boolean => text.startsWith('EAPI:Rate limit exceeded')

/** The counter of the pair was full. */
export const isTradingLimit = (text: string): boolean => text.startsWith('EOrder:Rate limit exceeded')

/** Too much was wrong with what came under the key, or from this address: nothing is listened to for a while. */
export const isLockout = (text: string): boolean => text.startsWith('EGeneral:Temporary lockout')

/** The key is good, and not for this. */
export const isPermissionDenied = (text: string): boolean => text.startsWith('EGeneral:Permission denied')

export const isInvalidNonce = (text: string): boolean => text.startsWith('EAPI:Invalid nonce')

/** The time before which Kraken will not be asked again, where it names one: `EService: Throttled: 1712345678`. */
export function throttledUntil(text: string): Instant | undefined {
  const named = /^EService: ?Throttled: ?(\d+(?:\.\d+)?)/.exec(text)?.[1]
  return named === undefined ? undefined : instantFromUnixText(named)
}

/** The token is not good, or not any more. */
export const isInvalidSession = (text: string): boolean => text.startsWith('ESession:')

/** The order named is not open: it ended, was replaced, or never was. */
export const isUnknownOrder = (text: string): boolean => text.startsWith('EOrder:Unknown order')
