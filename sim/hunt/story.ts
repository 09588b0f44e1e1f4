/** Draws a story from a seed: which kinds of deed and fault exist in it, then which of them when. */
import { EDIT_POLICIES } from '../../src/broker/port.ts'
import { DIALECTS, type DialectName } from '../../src/kraken/dialects.ts'
import type { Quirks } from '../exchange/quirks.ts'
import type { Way } from '../play/way.ts'
import { type Scenario, type Step, agreed, broker, connected, heal, kraken, scenario, seconds } from '../scenario.ts'
import { seeded } from '../world/chance.ts'
import { CLIMATES, type Climate, type WeatherName, isNamed } from './climate.ts'
import { ALWAYS, DEEDS } from './deeds.ts'
import { type Deed, newDraft } from './draft.ts'
import { FAULTS, RIVAL_LEADS_SECONDS } from './faults.ts'
import { type Ground, groundIn, marketsOf } from './ground.ts'
import { type Luck, luckOf } from './luck.ts'
import { PASSAGES } from './passages.ts'
import { NONCES_MARGIN_SECONDS } from './shrink/fair.ts'

export type Hunted = {
  readonly seed: number
  readonly climate: Climate
  readonly scenario: Scenario
  readonly way: Way
  /** Was asked for; the seed chose it otherwise. */
  readonly dialect: DialectName | undefined
  /** The kinds of deed and fault that existed. */
  readonly kinds: readonly string[]
}

/**
 * A request whose fate is unknown is called absent after 65 s, since REST has been seen a minute behind; only then is
 * all told. Where many are in doubt, one round of questions takes up to 20 s more, since Kraken counts calls. Everything
 * else agrees within the 45 s of `agreed`.
 */
const PROOF_SECONDS = 85
/** The counters of the lower tiers fall a third to a half as fast. */
const PROOF_SECONDS_OF_LOW_TIERS = 200
/** After them the clock is past every nonce of another program. */
const RIVAL_NONCES_SECONDS = Math.max(...RIVAL_LEADS_SECONDS) + NONCES_MARGIN_SECONDS

/** `weather`: one that has a name, or any other. */
export function draw(
  seed: number,
  { weather, dialect }: { readonly weather: WeatherName | Climate; readonly dialect?: DialectName | undefined },
): Hunted {
  const climate = typeof weather === 'string' ? CLIMATES[weather] : weather
  const luck = luckOf(seeded(`hunt/${climate.name}/${seed}`))
  const drawn = luck.one('dialect', DIALECTS)
  const way = { dialect: dialect ?? drawn, editPolicy: luck.one('policy', EDIT_POLICIES) }
  // Drawn by themselves, so that stories without one are what they would be if there were none.
  const passing = luckOf(seeded(`hunt/passages/${climate.name}/${seed}`))
  // A weather from a file has what it names, and nothing else.
  const hasPassages = isNamed(climate) && passing.happens('passages', 50)
  const grounds = hasPassages
    ? drawGrounds(passing, { odd: 30, second: 60 })
    : drawGrounds(luck, { odd: 0, second: 25 })
  const [own] = grounds
  const tier = hasPassages ? drawTier(passing, { low: 40 }) : drawTier(luck, { low: 20 })
  // Who is not told a tick, as happens in a passage, cannot know that it changed.
  const swarm = hasPassages ? DEEDS.filter(({ name }) => name !== 'tick changes') : DEEDS
  const deeds = existing(luck, { always: ALWAYS, swarm, kinds: climate.deeds })
  const faults = existing(luck, { always: [], swarm: FAULTS, kinds: climate.faults })
  const draft = newDraft(luck, grounds)
  const [least, most] = climate.acts
  const acts = least + luck.below('acts', most - least + 1)
  const pace = luck.one('pace', PACES)
  const told: Step[] = []
  for (let act = 0; act < acts; act += 1) {
    const left = faults.filter(({ isLeft }) => isLeft())
    const isFault = left.length > 0 && luck.happens('fault', climate.fault)
    const kinds = isFault ? left : deeds.filter(({ isLeft }) => isLeft())
    told.push(...luck.weighed(isFault ? 'which fault' : 'which deed', kinds).draw(draft))
    const pause = luck.one('pause', pace)
    if (pause > 0) told.push(seconds(pause))
  }
  const passages = hasPassages
    ? Array.from({ length: 1 + passing.below('passages/many', 3) }, () => passing.weighed('passage', PASSAGES))
    : []
  const pieces: (readonly Step[])[] = told.map((step) => [step])
  for (const passage of passages)
    pieces.splice(passing.below('passage/at', pieces.length + 1), 0, passage.draw({ ...draft, luck: passing }))
  const story = pieces.flat()
  return {
    seed,
    climate,
    way,
    dialect,
    kinds: [...deeds, ...faults, ...passages].map(({ name }) => name),
    scenario: scenario(`hunted ${seed} in ${climate.name} weather`, {
      why: 'Nobody told it: random people in random weather.',
      covers: [],
      market: own.wsname,
      funds: drawFunds(luck, grounds),
      ...(luck.happens('no fiat', 15) ? { srcFiat: 'none' } : {}),
      ...(tier === undefined ? {} : { tier }),
      story: [
        ...quotes(luck, own),
        ...drawQuirks(luck),
        ...connected,
        ...story,
        heal,
        ...(story.some(({ act }) => act === 'rival') ? [seconds(RIVAL_NONCES_SECONDS)] : []),
        broker.restarts,
        agreed({ restBehindSeconds: tier === undefined ? PROOF_SECONDS : PROOF_SECONDS_OF_LOW_TIERS }),
      ],
      ending: {},
      visits: [],
      drawn: true,
    }),
  }
}

/** Seconds between one deed and the next; what comes first comes before anything is heard of what was before it. */
const PACES: readonly (readonly number[])[] = [
  [0, 0, 0.01, 0.03, 0.06, 0.1, 0.3],
  [0, 0.03, 0.1, 0.4, 1, 2.5],
  [0.05, 0.3, 1, 3, 7, 12],
]

/** In percent, how often one in which Kraken lets an account do less than it usually does. */
const drawTier = (luck: Luck, { low }: { readonly low: number }): 'starter' | 'intermediate' | undefined =>
  luck.happens('low tier', low) ? luck.one('tier', ['starter', 'intermediate'] as const) : undefined

type Existing = Deed & { readonly isLeft: () => boolean }

/** Which kinds exist in a story. Their weights differ from story to story by a factor of eight. */
function existing(
  luck: Luck,
  of: { readonly always: readonly Deed[]; readonly swarm: readonly Deed[]; readonly kinds: Climate['deeds'] },
): readonly Existing[] {
  const { share, kinds = {} } = of.kinds
  const swarm = of.swarm.filter(({ name }) => luck.happens(`swarm/${name}`, kinds[name]?.share ?? share))
  return [...of.always, ...swarm].map((deed) => {
    const { weight = deed.weight, most = Infinity } = kinds[deed.name] ?? {}
    let drawn = 0
    return {
      name: deed.name,
      weight: weight * 2 ** luck.below('weight', 4),
      isLeft: () => drawn < most,
      draw(draft) {
        drawn += 1
        return deed.draw(draft)
      },
    }
  })
}

/** The assets that Kraken's sockets call by two names. */
const TWO_NAMES = /^(XBT|XDG)\/|\/XBT$/

/** Half of all stories play where the scenarios do. In percent, how often in a market of two names, and in two of them. */
function drawGrounds(
  luck: Luck,
  { odd, second }: { readonly odd: number; readonly second: number },
): readonly [Ground, ...Ground[]] {
  const markets = marketsOf()
  const isOdd = odd > 0 && luck.happens('market/odd', odd)
  const some = isOdd ? markets.filter(({ wsname }) => TWO_NAMES.test(wsname)) : markets
  const own = !isOdd && luck.happens('market/usual', 50) ? 'XMR/EUR' : luck.one('market', some).wsname
  const [base, quote] = own.split('/')
  const kin = markets.filter(({ wsname }) => {
    const [one, other] = wsname.split('/')
    return wsname !== own && (one === base || other === quote)
  })
  if (kin.length === 0 || !luck.happens('market/second', second)) return [groundIn(own)]
  return [groundIn(own), groundIn(luck.one('market/kin', kin).wsname)]
}

const PLENTY = `1${'0'.repeat(15)}`

function drawFunds(luck: Luck, grounds: readonly Ground[]): Readonly<Record<string, string>> {
  const isPoor = luck.happens('poor', 10)
  const hasCoins = luck.happens('coins', 70)
  const money = grounds.map(({ quote }) => [quote, isPoor ? '100' : PLENTY])
  const coins = grounds.map((ground) => [ground.base, String(ground.sized(500)).split(' ')[0] ?? '0'])
  const credits = luck.happens('credits', 20) ? [['FEE', '100000']] : []
  return Object.fromEntries<string>([...(hasCoins ? coins : []), ...money, ...credits] as [string, string][])
}

/** Somebody to trade with, in most stories. */
function quotes(luck: Luck, { wsname, sized, ...ground }: Ground): readonly Step[] {
  if (!luck.happens('quotes', 70)) return []
  const step = (side: 'buy' | 'sell'): Step => {
    const what = `${sized(20)} at ${ground.price(luck, side)}` as const
    return { act: 'place', who: 'stranger', side, what }
  }
  return [step('buy'), step('sell')]
}

function drawQuirks(luck: Luck): readonly Step[] {
  const open: readonly (readonly [keyof Quirks, string])[] = [
    ['editOfPartlyFilled', luck.one('quirk/edit', ['net', 'gross', 'reject'])],
    ['framesOfAnEdit', luck.one('quirk/frames', ['old-first', 'new-first'])],
    ['snapshotsOfExecutions', luck.one('quirk/snapshots', ['together', 'apart'])],
    ['dustOnExecutions', luck.one('quirk/dust', ['filled-short', 'restated-first'])],
    ['cancelOverTheLimit', luck.one('quirk/cancel', ['refuse', 'take'])],
  ]
  const chosen = open.filter(([name]) => luck.happens(`quirk/${name}`, 50))
  return chosen.length === 0 ? [] : [kraken.decides(Object.fromEntries(chosen))]
}
