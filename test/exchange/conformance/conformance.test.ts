/** Every genuine capture beside what the exchange says of the same kind: members, types, nulls, number text and scale. */
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { sharedData } from '../../shared-data.ts'
import { NOT_MODELLED } from '../../../sim/serve/shape/known.ts'
import { KNOWN_OF_CAPTURES, NOT_COMPARED } from './known.ts'
import { kindOf, pairOf } from '../../../sim/serve/shape/kinds.ts'
import { Life, marketFor } from './life.ts'
import { type Difference, differences, exact, shapeOf } from '../../../sim/serve/shape/shape.ts'

const index = sharedData('INDEX.md')
/** Classes C, C? and T are the exchange's own words. */
const captures = index.there
  ? [...readFileSync(index.path, 'utf8').matchAll(/^\| ((rest|ws1|ws2)\/[^ ]+) \| (C\??|T) \|/gm)].map(
      ([, name = '']) => name,
    )
  : []

const lives = new Map<string, Life>()
function lifeIn(pair: string | undefined, universe: 'own' | 'large' = 'large'): Life {
  const market = marketFor(pair, universe)
  const name = `${universe} ${market.row.key}`
  const life = lives.get(name) ?? new Life(market, universe)
  lives.set(name, life)
  return life
}

type Pairing = {
  readonly kind: string
  readonly theirs: readonly unknown[]
  readonly ours: readonly unknown[]
  /** Not one that stands for a market that is not there any more, or that the message does not name. */
  readonly isSameMarket: boolean
}

const isNamed = (pair: string | undefined, { market }: Life): boolean =>
  pair !== undefined && [market.row.key, market.row.altname, market.wsname, market.symbol].includes(pair)

/** What a capture holds, each part beside all of ours of its kind. */
function pairings(name: string, text: string): readonly Pairing[] {
  const json = exact(text)
  const [folder = '', file = ''] = name.split('/')
  const method = file.replace(/\.\d+\.json$/, '').replace('.', '/')
  if (folder === 'rest') {
    const pair = /"([A-Z0-9]{5,12})" ?: ?[[{]/.exec(text)?.[1] ?? /"pair" ?: ?"(\w+)"/.exec(text)?.[1]
    const life = lifeIn(pair, method.startsWith('Earn/') ? 'own' : 'large')
    return [
      {
        kind: `rest ${method}`,
        theirs: [json],
        ours: life.answers.get(method) ?? [],
        isSameMarket: isNamed(pair, life),
      },
    ]
  }
  const groups = new Map<
    string,
    { readonly kind: string; readonly pair: string | undefined; readonly theirs: unknown[] }
  >()
  for (const frame of framesIn(name, json)) {
    const [kind, pair] = [kindOf(frame) ?? 'unknown', pairOf(frame)]
    const group = groups.get(`${kind} ${pair}`) ?? { kind, pair, theirs: [] }
    groups.set(`${kind} ${pair}`, group)
    group.theirs.push(frame)
  }
  return [...groups.values()].map((group) => {
    const life = lifeIn(group.pair)
    return { ...group, ours: life.frames.get(group.kind) ?? [], isSameMarket: isNamed(group.pair, life) }
  })
}

/** A file is a frame, a list of frames, rows of one, or frames with the moment each came in. */
function framesIn(name: string, json: unknown): readonly unknown[] {
  if (name.includes('/capture_')) return (json as { msg: unknown }[]).map(({ msg }) => msg)
  if (name.endsWith('ws2/book_sequence.1.json')) {
    const { init, updates } = json as { init: unknown; updates: readonly unknown[] }
    return [init, ...updates]
  }
  if (name.includes('_sequence') || name.includes('_lifecycle')) return json as readonly unknown[]
  if (name.includes('instrument_asset_item'))
    return [{ channel: 'instrument', type: 'snapshot', data: { assets: [json], pairs: [] } }]
  if (name.includes('instrument_pair_item'))
    return [{ channel: 'instrument', type: 'snapshot', data: { assets: [], pairs: [json] } }]
  if (name.includes('executions_item'))
    return [{ channel: 'executions', type: 'snapshot', data: [json], sequence: '#1' }]
  return [json]
}

const KNOWN = [...NOT_MODELLED, ...KNOWN_OF_CAPTURES]

const counted = { captures: 0, messages: 0, kinds: new Set<string>() }
const used = new Set<string>()

/** Why the difference is known; undefined when it is not. */
function reasonFor(name: string, kind: string, { path, what }: Difference): string | undefined {
  const known = KNOWN.find(
    (one) => (one.of.test(kind) || one.of.test(name)) && one.what.includes(what) && one.path.test(path),
  )
  if (known !== undefined) used.add(known.why)
  return known?.why
}

describe('what the exchange says', () => {
  const reason = index.there ? '' : ` (skipped: ${index.reason})`
  it.skipIf(!index.there)(`is compared with every genuine capture${reason}`, () => {
    expect(captures.length).toBeGreaterThan(150)
  })

  for (const name of captures.filter((one) => NOT_COMPARED[one] === undefined)) {
    it(`has the shape of ${name}`, () => {
      const data = sharedData(name)
      if (!data.there) throw new Error(data.reason)
      const found = pairings(name, readFileSync(data.path, 'utf8')).flatMap(({ kind, theirs, ours, isSameMarket }) => {
        counted.messages += theirs.length
        counted.kinds.add(kind)
        if (ours.length === 0) return [`${kind}: the exchange says nothing of the kind`]
        return differences(
          ours.map((one) => shapeOf(one)),
          shapeOf(...theirs),
          { isSameMarket },
        )
          .filter((one) => reasonFor(name, kind, one) === undefined)
          .map(
            ({ path, what, theirs, ours }) =>
              `${kind} ${path}: ${what}, ${theirs ?? 'nothing'}, here ${ours ?? 'nothing'}`,
          )
      })
      expect(found).toEqual([])
      counted.captures += 1
    })
  }

  it.skipIf(!index.there)(`differs by no reason that is not needed${reason}`, () => {
    expect(KNOWN.map(({ why }) => why).filter((why) => !used.has(why))).toEqual([])
    expect(Object.keys(NOT_COMPARED).filter((name) => !captures.includes(name))).toEqual([])
  })
})

afterAll(() => {
  if (!index.there) return
  console.info(
    `conformance: ${counted.captures} captures (${counted.messages} messages) of ${counted.kinds.size} kinds compared, ` +
      `${Object.keys(NOT_COMPARED).length} not`,
  )
})
