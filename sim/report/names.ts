/** Short names for long ids, given in the order in which a reader meets them. */
import type { Status } from '../../src/ems.ts'
import type { Oid, Reqid } from '../../src/ids.ts'
import { oidOf } from '../play/trader.ts'
import { readOrder } from '../play/words.ts'
import type { Scenario, Step } from '../scenario.ts'
import type { TraceEvent } from '../trace.ts'
import { amount } from './words.ts'

/** Names given so far; the same id has the same name throughout one report. */
export interface Names {
  /** `O1` */
  order(txid: string): string
  /** `T1` */
  trade(tradeId: string): string
  /** `#1` */
  request(reqid: string): string
  /** The story's own name of the order, else `order 1`. */
  wish(oid: string): string
  /** The text with every id that has a name by now replaced by it. */
  shorten(text: string): string
  /** The long ids whose short names stand in the text. */
  legend(text: string): readonly { readonly name: string; readonly id: string }[]
}

/** `told`: the story's own names, by oid. */
export function beginNames(told: Iterable<readonly [oid: string, name: string]>): Names {
  const orders = numbered('O')
  const trades = numbered('T')
  const requests = numbered('#')
  const unnamed = numbered('order ')
  const wishes = new Map<string, string>(told)
  const wish = (oid: string): string => wishes.get(oid) ?? unnamed.name(oid)
  const wireIds = (): readonly (readonly [string, string])[] => [...orders.given(), ...trades.given()]
  return {
    order: orders.name,
    trade: trades.name,
    request: requests.name,
    wish,
    shorten: (text) =>
      text.replace(WORD_OR_ID, (id) => orders.of(id) ?? trades.of(id) ?? wishes.get(id) ?? unnamed.of(id) ?? id),
    legend: (text) => {
      const words = new Set(text.split(/[^A-Z0-9]+/))
      return wireIds().flatMap(([id, name]) => (words.has(name) ? [{ name, id }] : []))
    },
  }
}

const WORD_OR_ID = /[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*/g

type Numbered = {
  name(id: string): string
  /** Undefined where it was not given yet. */
  of(id: string): string | undefined
  given(): readonly (readonly [string, string])[]
}

function numbered(prefix: string): Numbered {
  const names = new Map<string, string>()
  return {
    name: (id) => {
      const known = names.get(id)
      if (known !== undefined) return known
      const name = `${prefix}${names.size + 1}`
      names.set(id, name)
      return name
    },
    of: (id) => names.get(id),
    given: () => [...names],
  }
}

/**
 * The story's name for each oid of a run: that of the trader's orders is made of the name; an order found live keeps
 * the name its reqid had, and one of the web page has that of the first such step with its terms.
 */
export function wishNames(scenario: Scenario, trace: readonly TraceEvent[]): ReadonlyMap<Oid, string> {
  const placed = placings(scenario.story)
  const names = new Map(placed.flatMap(({ as }) => (as === undefined ? [] : [[oidOf(as), as] as const])))
  const fromWeb = placed.filter(({ who }) => who === 'web')
  const byReqid = new Map<Reqid, string>()
  const nameFromWeb = (found: Status): string | undefined => {
    const at = fromWeb.findIndex((step) => fits(step, found))
    return at === -1 ? undefined : fromWeb.splice(at, 1)[0]?.as
  }
  for (const event of trace) {
    if (event.kind !== 'ems-event') continue
    const told = event.event
    if (told.kind === 'Status' && !names.has(told.oid)) {
      const name = byReqid.get(told.reqid) ?? nameFromWeb(told)
      if (name !== undefined) names.set(told.oid, name)
    }
    if (told.kind === 'BrokerdOrderAck') {
      const name = names.get(told.oid)
      if (name !== undefined) byReqid.set(told.reqid, name)
    }
  }
  return names
}

type Place = Extract<Step, { act: 'place' }>

function fits(step: Place, { action, price, size }: Status): boolean {
  const wanted = readOrder(step.what)
  if (wanted === undefined || step.side !== action || amount(wanted.size) !== amount(size)) return false
  return price === undefined ? wanted.price === undefined : amount(wanted.price ?? '') === amount(price)
}

const placings = (story: readonly Step[]): Place[] =>
  story.flatMap((step) => {
    if (step.act === 'place') return [step]
    if (step.act === 'race') return placings(step.between)
    if (step.act === 'together') return placings(step.of)
    if (step.act === 'either') return placings(step.of.flat())
    return []
  })
