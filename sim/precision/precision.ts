/** Proves pair by pair that the adapter and its positions file are exact. */
import { present } from '../../src/assert.ts'
import { createBroker } from '../../src/broker/broker.ts'
import { httpId } from '../../src/ids.ts'
import { DIALECTS, type DialectName } from '../../src/kraken/dialects.ts'
import { readReference } from '../../src/kraken/reference.ts'
import { type RestCall, assetPairsCall, assetsCall, readReply } from '../../src/kraken/rest.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import { instant } from '../../src/time.ts'
import { createExchange } from '../exchange/exchange.ts'
import { type AssetRow, type PairRow, type Universe, builtInUniverse } from '../exchange/universe/universe.ts'
import type { BrokerFactory } from '../play/cast.ts'
import type { NamedScenario, Outcome } from '../play/outcome.ts'
import { exchangeIn, playBranches } from '../play/play.ts'
import { summarise } from '../play/verdict.ts'
import { wayWords } from '../play/way.ts'
import { type Class, classesOf } from './classes.ts'
import { livesOf } from './lives.ts'
import { type Books, misnamings } from './names.ts'

export type PairProof = {
  readonly pair: string
  readonly classes: readonly Class[]
  /** What is not exact, a sentence each; nothing when all of it is. */
  readonly failures: readonly string[]
  /** As they were played; none for a pair without a name on the socket, which nobody can trade there. */
  readonly lives: readonly Life[]
}

export type Life = { readonly story: NamedScenario; readonly outcomes: readonly Outcome[] }

/** The same luck in every market. */
const SEED = 1

/** `broker` is the adapter to prove, the real one unless said otherwise; it speaks each of the `dialects` in turn. */
export function provePair(
  pair: PairRow,
  books: Books,
  {
    broker = createBroker,
    dialects = DIALECTS,
  }: { readonly broker?: BrokerFactory; readonly dialects?: readonly DialectName[] } = {},
): PairProof {
  const { universe } = books
  const { key, wsname } = pair
  const classes = classesOf(universe, pair)
  const names = misnamings(pair, books)
  if (wsname === undefined) return { pair: key, classes, failures: names, lives: [] }
  const alone = aloneWith(universe, pair)
  const asset = (id: string): AssetRow => present(alone.assets.get(id), `${id} of ${key} is an asset of the universe`)
  const stories = livesOf({ pair: { ...pair, wsname }, base: asset(pair.base), quote: asset(pair.quote) })
  const lives = stories.map((scenario, place) => {
    const story = { name: `precision-${key}-${place + 1}`, file: 'sim/precision/lives.ts', scenario }
    const outcomes = dialects.flatMap((dialect) => [
      ...playBranches(story, { seed: SEED, dialect, exchange: exchangeIn(alone), broker }),
    ])
    return { story, outcomes }
  })
  return { pair: key, classes, failures: [...names, ...lives.flatMap(inexactness)], lives }
}

function inexactness({ story, outcomes }: Life): readonly string[] {
  const failures = outcomes.flatMap(({ way, failures: own }) =>
    own.map(({ claim, sentence }) => [...wayWords(way), `${claim}: ${sentence}`].join(', ')),
  )
  const { verdict, reason } = summarise(story, outcomes)
  return verdict !== 'passed' && failures.length === 0 ? [`its life proves nothing: ${reason ?? verdict}`] : failures
}

/** A market that is closed in the dump trades here as it would if it were open. */
function aloneWith(universe: Universe, pair: PairRow): Universe {
  const assets = new Map([...builtInUniverse().assets].filter(([id]) => FOR_FEES.includes(id)))
  for (const id of [pair.base, pair.quote]) {
    assets.set(id, present(universe.assets.get(id), `${id} is an asset of the universe`))
  }
  return { assets, pairs: new Map([[pair.key, { ...pair, status: 'online' }]]), assumedAssets: [] }
}

const FOR_FEES: readonly string[] = ['KFEE']

/** The universe, and the broker's reading of what Kraken serves of it; or why the broker cannot read it at all. */
export function openBooks(universe: Universe): Result<Books, string> {
  const exchange = createExchange({ universe, accounts: [] })
  const served = <Value>(call: RestCall<Value>): Result<Value, string> => {
    const path = `/0/public/${call.endpoint}`
    const request = { kind: 'http-requested', id: httpId(1), method: 'GET', path, headers: {}, body: '' } as const
    const answer = exchange.handle(instant(1), request).find((effect) => effect.kind === 'http-respond')
    const reply = readReply(call, present(answer, 'every request is answered'))
    return reply.ok ? reply : fail(reply.error.text)
  }
  const [assets, pairs] = [served(assetsCall), served(assetPairsCall)]
  if (!assets.ok) return assets
  if (!pairs.ok) return pairs
  const reference = readReference({ assets: assets.value, pairs: pairs.value })
  return reference.ok ? ok({ universe, reference: reference.value }) : reference
}
