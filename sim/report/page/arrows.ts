/** Ties the two ends of each message together: what was sent to what was heard, and what came to when it was sent. */
import { unreachable } from '../../../src/assert.ts'
import type { Instant } from '../../../src/time.ts'
import type { TraceEvent } from '../../trace.ts'
import type { Lanes } from './lanes.ts'
import type { PageArrow, Told } from './shape.ts'

type Sending = { readonly row: number; readonly lane: number; isHeard: boolean }

/**
 * Kraken's hearing says what it heard and not where from, so it is matched with the first equal text that is still under
 * way; one that comes a second time was doubled on its way.
 */
export function arrowsOf(
  told: readonly Told[],
  lanes: Lanes,
  sinceStart: (at: Instant) => number,
): readonly PageArrow[] {
  const isKrakenSeen = told.some(({ event }) => event.kind === 'kraken-heard')
  const sent = new Map<string, Sending[]>()
  const all: Sending[] = []
  const arrows: PageArrow[] = []
  /** The last row of each instant at which something was done at Kraken, which is what its messages answer. */
  const doneAt = new Map<number, number>()

  const leaves = (text: string, sending: Sending): void => {
    if (!isKrakenSeen) {
      arrows.push({ lane: sending.lane, from: sending.row, to: sending.row, heading: 'right' })
      return
    }
    all.push(sending)
    sent.set(text, [...(sent.get(text) ?? []), sending])
  }
  const arrives = ({ row, lane, sentAt }: { row: number; lane: number; sentAt: Instant | undefined }): void => {
    const cause = sentAt === undefined ? row : doneAt.get(sentAt)
    const left = cause === undefined && sentAt !== undefined ? { leftAt: sinceStart(sentAt) } : {}
    arrows.push({ lane, from: cause ?? row, ...left, to: row, heading: 'left' })
  }

  for (const [place, { event, row }] of told.entries()) {
    const lane = lanes.of[place] ?? lanes.adapter
    if (isDoneAtKraken(event)) doneAt.set(event.at, row)
    switch (event.kind) {
      case 'ems-requested':
        arrows.push({ lane, from: row, to: row, heading: 'right' })
        break
      case 'ems-event':
        arrows.push({ lane, from: row, to: row, heading: 'left' })
        break
      case 'http-request':
        leaves(event.path, { row, lane, isHeard: false })
        break
      case 'socket-send':
        leaves(event.frame, { row, lane, isHeard: false })
        break
      case 'http-answered':
      case 'socket-received':
        arrives({ row, lane, sentAt: event.sentAt })
        break
      case 'http-failed':
        arrives({ row, lane, sentAt: undefined })
        break
      case 'kraken-heard': {
        const queue = sent.get(event.what) ?? []
        const sending = queue.find(({ isHeard }) => !isHeard) ?? queue.at(-1)
        if (sending === undefined) break
        sending.isHeard = true
        arrows.push({ lane: sending.lane, from: sending.row, to: row, heading: 'right' })
        break
      }
      case 'broker-started':
      case 'broker-ended':
      case 'stop-requested':
      case 'socket-open':
      case 'socket-opened':
      case 'socket-closed':
      case 'note':
      case 'file-written':
      case 'file-found':
      case 'step':
      case 'trade':
      case 'fault':
      case 'kraken-diary':
        break
      default:
        unreachable(event)
    }
  }
  for (const { row, lane, isHeard } of all) {
    if (!isHeard) arrows.push({ lane, from: row, to: row, heading: 'right', lost: true })
  }
  return arrows.sort((one, other) => Math.min(one.from, one.to) - Math.min(other.from, other.to))
}

const isDoneAtKraken = ({ kind }: TraceEvent): boolean =>
  kind === 'kraken-heard' || kind === 'trade' || kind === 'step' || kind === 'fault'
