/** Things to do later, over the one `deadline` timer. */
import type { Instant, Micros } from '../time.ts'
import { after } from '../time.ts'
import type { Outbox } from './outbox.ts'

export type Agenda = {
  readonly later: (span: Micros, task: () => void) => void
  /** The timer fired: does what is due. */
  readonly fired: () => void
}

export function createAgenda(out: Outbox): Agenda {
  /** In order of time, then of coming. */
  let entries: readonly { readonly at: Instant; readonly task: () => void }[] = []

  function arm(): void {
    const [first] = entries
    if (first !== undefined) out.emit({ kind: 'timer-set', timer: 'deadline', at: first.at })
  }

  return {
    later(span, task) {
      const entry = { at: after(out.now(), span), task }
      const place = entries.findLastIndex((other) => other.at <= entry.at) + 1
      entries = entries.toSpliced(place, 0, entry)
      if (place === 0) arm()
    },
    fired() {
      const due = entries.filter((entry) => entry.at <= out.now())
      entries = entries.slice(due.length)
      arm()
      for (const entry of due) entry.task()
    },
  }
}
