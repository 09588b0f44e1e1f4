/** The dead man's switch: while we are there Kraken is told, again and again, to cancel everything should we fall silent. */
import { seconds } from '../time.ts'
import type { Desk } from './desk.ts'

/** Set anew so often before it strikes, so that it takes more than one lost request. Kraken advises 15 to 30 s for 60. */
const RENEWALS = 3

export type DeadMan = {
  /** The session is live: sets the switch, and keeps setting it. */
  readonly hold: () => void
  /** Takes it back: who ends as asked leaves the orders where they are. */
  readonly letGo: () => void
}

export function createDeadMan(desk: Desk): DeadMan {
  const span = desk.config.deadManSeconds
  let rounds = 0

  function set(count: number): void {
    const reqid = desk.dialogs.nextReqid(desk.krakenNow())
    desk.send((token) => desk.dialect.cancelAllAfter({ token, reqid, seconds: count }))
  }

  function renew(count: number, round: number): void {
    if (round !== rounds || !desk.isReady()) return
    set(count)
    desk.later(seconds(count / RENEWALS), () => renew(count, round))
  }

  return {
    hold() {
      rounds += 1
      if (span !== undefined) renew(span, rounds)
    },
    letGo() {
      if (span !== undefined && desk.isReady()) set(0)
    },
  }
}
