/**
 * What a Kraken that keeps no diary has heard, the real one above all, as far as its clients' side of a recording tells: each thing
 * when it left, under the one key of an account that has plenty of everything.
 */
import type { Instant } from '../../../src/time.ts'
import type { TraceEvent } from '../../trace.ts'
import { type Universe, pairNamed } from '../../exchange/universe/universe.ts'
import type { Entry } from '../diary.ts'
import { type Setting, secretOf } from '../setting.ts'
import { FIRST_EVENT_LINE, type Placed, type Recorded } from './recorded.ts'

/** As a diary calls the key of the account. */
const KEY = 'trader.1'
const PLENTY = '1000000000'

export function heardOf(events: readonly TraceEvent[], { calls }: Recorded): readonly Placed<Entry>[] {
  return events.flatMap((event, place): readonly Placed<Entry>[] => {
    const entry = entryOf(event, calls)
    return entry === undefined ? [] : [{ line: place + FIRST_EVENT_LINE, event: entry }]
  })
}

function entryOf(event: TraceEvent, calls: Recorded['calls']): Entry | undefined {
  const { at } = event
  if (event.kind === 'socket-opened') return { at, heard: 'open', id: event.socket }
  if (event.kind === 'socket-send') return { at, heard: 'frame', id: event.socket }
  if (event.kind === 'socket-closed') return { at, heard: 'close', id: event.socket }
  const answered = event.kind === 'http-request' ? calls.get(event.id)?.answered : undefined
  if (event.kind !== 'http-request' || answered === undefined) return undefined
  const isKnown = hasKey(event.headers) && !answered.event.body.includes('EAPI:Invalid key')
  return { at, heard: 'call', id: event.id, as: isKnown ? KEY : undefined }
}

const hasKey = (headers: Readonly<Record<string, string>>): boolean =>
  Object.keys(headers).some((name) => /^api-key$/i.test(name))

/** A busy Kraken with the pairs that clients named. */
export function settingFor(
  recorded: Recorded,
  { universe, at }: { readonly universe: Universe; readonly at: Instant },
): Setting {
  const said = [
    ...[...recorded.calls.values()].map(({ asked }) => `${decoded(asked.event.path)} ${decoded(asked.event.body)}`),
    ...[...recorded.lines.values()].flatMap((line) => line.said.map(({ event }) => event.frame)),
  ]
  const names = new Set(said.flatMap((text) => text.match(/[A-Za-z0-9.]{2,}(?:\/[A-Za-z0-9.]{2,})?/g) ?? []))
  const pairs = new Set([...names].flatMap((name) => pairNamed(universe, name) ?? []))
  const funds = Object.fromEntries([...universe.assets.keys()].map((id) => [id, PLENTY]))
  return {
    universe,
    accounts: [{ name: 'trader', tier: 'unlimited', funds, keys: [{ key: KEY, secret: secretOf(KEY) }] }],
    faults: { text: '', planned: [] },
    mood: 'busy',
    prints: undefined,
    pairs: [...pairs],
    quirks: {},
    seed: '1',
    startedAt: at,
  }
}

const decoded = (text: string): string => text.replaceAll(/%2F/gi, '/')
