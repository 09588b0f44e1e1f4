/** Where the parts of the broker put what they want done, in order, while one input is being handled. */
import { assert } from '../assert.ts'
import type { EmsEvent } from '../ems.ts'
import type { Instant } from '../time.ts'
import type { NoteName } from './notes.ts'
import type { BrokerEffect } from './port.ts'

export type Outbox = {
  readonly now: () => Instant
  readonly emit: (effect: BrokerEffect) => void
  readonly tell: (event: EmsEvent) => void
  readonly note: (name: NoteName, detail?: string) => void
  /** Begins the handling of one input; `now` never runs backwards. */
  readonly open: (now: Instant) => void
  /** Ends it: everything asked for since, in order. */
  readonly close: () => readonly BrokerEffect[]
}

export function createOutbox(): Outbox {
  let effects: BrokerEffect[] = []
  let time: Instant | undefined
  const emit = (effect: BrokerEffect): void => void effects.push(effect)
  return {
    now() {
      assert(time !== undefined, 'somebody asks for the time while an input is handled')
      return time
    },
    emit,
    tell: (event) => emit({ kind: 'ems-event', event }),
    note: (name, detail) => emit({ kind: 'note', note: detail === undefined ? { name } : { name, detail } }),
    open(now) {
      assert(time === undefined || now >= time, `time does not run backwards, from ${time} to ${now}`)
      time = now
      // Something is left only when the last input broke a claim of ours. What it booked is in memory, and positions
      // are made of it, so that it still goes into the ledger; nothing else of it is done.
      effects = effects.filter((effect) => effect.kind === 'file-append')
    },
    close() {
      const all = effects
      effects = []
      return all
    },
  }
}
