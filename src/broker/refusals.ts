/** What Kraken holds against the key for a while, kept over restarts: whoever starts anew would offend it anew. */
import { LOCKOUT } from '../kraken/limits.ts'
import { keyMark } from '../kraken/sign.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Instant, Micros } from '../time.ts'
import { after, instant, seconds, since } from '../time.ts'
import type { KrakenClock } from './kraken-clock.ts'
import type { Outbox } from './outbox.ts'
import type { BrokerConfig } from './port.ts'

/**
 * A nonce may be overtaken on its way; when that happens again within a minute, somebody else is at work under the key. It is
 * locked out for about five of them, and each of ours may have cost the other one of his.
 */
export const NONCES_REFUSED_MAX = 2

const OFFENCES = ['nonce', 'lockout'] as const
type Offence = (typeof OFFENCES)[number]
/** `at`: by Kraken's clock, since ours may have been set before it is read. */
type Refusal = { readonly at: Instant; readonly key: string; readonly offence: Offence }

/** For how long it counts. */
const COUNTS_FOR: Readonly<Record<Offence, Micros>> = { nonce: seconds(60), lockout: LOCKOUT }

export type Refusals = {
  /** The file's text as it lies on the disk. Fails with the line that is no refusal. */
  readonly load: (text: string | undefined) => Result<void, string>
  /** Kraken has just refused a private call for this; on the disk before anything follows from it. */
  readonly add: (offence: Offence) => void
  /** As many nonces were refused in the last minute as may be. */
  readonly isFoughtOver: () => boolean
  /** No private call may leave before, by our clock, and why; undefined when one may leave now. */
  readonly hold: () => { readonly until: Instant; readonly why: string } | undefined
}

export function createRefusals(
  { apiKey }: Pick<BrokerConfig, 'apiKey'>,
  { out, clock }: { readonly out: Outbox; readonly clock: KrakenClock },
): Refusals {
  const ours = keyMark(apiKey)
  let all: readonly Refusal[] = []

  const krakenNow = (): Instant => clock.timeOf(out.now())
  const left = (at: Instant, span: Micros): Micros => since({ from: krakenNow(), to: after(at, span) })
  const forget = (): void => {
    all = all.filter(({ at, offence }) => left(at, COUNTS_FOR[offence]) > 0)
  }
  const holdFrom = (at: Instant, offence: Offence): Instant => after(out.now(), left(at, COUNTS_FOR[offence]))
  /** When each that still counts was; what befell another key is nothing to this one. */
  const counted = (wanted: Offence): readonly Instant[] => {
    forget()
    return all.flatMap(({ at, key, offence }) => (key === ours && offence === wanted ? [at] : []))
  }
  const isFoughtOver = (): boolean => counted('nonce').length >= NONCES_REFUSED_MAX

  return {
    load(text) {
      const read = (text ?? '').split('\n').slice(0, -1).map(readRefusal)
      const wrong = read.indexOf(undefined)
      if (wrong >= 0) {
        return fail(`refusals: line ${wrong + 1} is no refusal of a key; delete the file if it is of no use to you`)
      }
      all = read.filter((one) => one !== undefined)
      return ok(undefined)
    },
    add(offence) {
      forget()
      all = [...all, { at: krakenNow(), key: ours, offence }]
      out.emit({ kind: 'file-replace', file: 'refusals', text: all.map(refusalText).join('') })
    },
    isFoughtOver,
    hold() {
      const locked = counted('lockout').at(-1)
      if (locked !== undefined) return { until: holdFrom(locked, 'lockout'), why: 'the key is locked out' }
      const refused = counted('nonce').at(-1)
      if (refused === undefined || !isFoughtOver()) return undefined
      return { until: holdFrom(refused, 'nonce'), why: `${NONCES_REFUSED_MAX} nonces were refused in a minute` }
    },
  }
}

const refusalText = ({ at, key, offence }: Refusal): string => `${at} ${key} ${offence}\n`

function readRefusal(line: string): Refusal | undefined {
  const [, at, key, word] = /^(\d{1,16}) (\w+) (\w+)$/.exec(line) ?? []
  const offence = OFFENCES.find((one) => one === word)
  if (at === undefined || key === undefined || offence === undefined) return undefined
  return { at: instant(Number(at)), key, offence }
}
