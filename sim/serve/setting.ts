/** How a served Kraken is set, whole: what two need to have in common to say the same when they hear the same. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import { type Exchange, createExchange } from '../exchange/exchange.ts'
import { PERMISSIONS } from '../exchange/permissions.ts'
import type { ExchangeAccount } from '../exchange/port.ts'
import type { Quirks } from '../exchange/quirks.ts'
import type { PairRow, Universe } from '../exchange/universe/universe.ts'
import { seeded } from '../world/chance.ts'
import { strangers } from './accounts.ts'
import type { Behind } from './behind.ts'
import { type Planned, plan, readFaults } from './faults.ts'
import { type Market, type Mood, openMarket } from './market.ts'
import type { Print } from './prints.ts'
import { readQuirks } from './quirk-words.ts'

/** A file that was read: its name, for sentences about it, and its text. */
export type Sheet = { readonly file: string; readonly text: string }

export type Setting = {
  readonly universe: Universe
  readonly accounts: readonly ExchangeAccount[]
  readonly faults: { readonly text: string; readonly planned: readonly Planned[] }
  readonly mood: Mood | 'none'
  /** Trades to repeat, in place of a mood. */
  readonly prints: { readonly text: string; readonly trades: readonly Print[] } | undefined
  readonly pairs: readonly PairRow[]
  readonly quirks: Partial<Quirks>
  readonly seed: string
  readonly startedAt: Instant
}

export function exchangeOf({ universe, accounts, quirks, startedAt }: Setting): Exchange {
  return createExchange({
    universe,
    accounts: [...accounts, ...strangers(universe)],
    quirks: { ...FOR_ANY_CLIENT, ...quirks },
    openedAt: startedAt,
    strangersKeep: STRANGERS_KEEP,
  })
}

/** As many as the public sees of a pair's trades: nobody can ask for more of what strangers did. */
export const STRANGERS_KEEP = 10_000

/** What clients in all languages have to be able to write. */
const FOR_ANY_CLIENT: Partial<Quirks> = { wholeNumbersInV2: 'take' }

/** Lets strangers in, and puts what is to go wrong on Kraken's clock: all at the moment at which it started. */
export function open(
  kraken: Behind,
  { universe, accounts, faults, mood, prints, pairs, seed, startedAt }: Setting,
  complain: (sentence: string) => void,
): Market {
  const [{ name: account } = { name: '' }] = accounts
  let market: Market = { move: () => fail('it is not open yet') }
  kraken.timers.set('opening', startedAt, () => {
    market = openMarket(kraken, {
      universe,
      pairs: mood === 'none' && prints === undefined ? [] : pairs,
      mood: mood === 'busy' ? 'busy' : 'quiet',
      chance: seeded(seed),
      ...(prints === undefined ? {} : { prints: prints.trades }),
    })
    plan(kraken, faults.planned, { account, complain })
  })
  kraken.advanceTo(startedAt)
  return market
}

/** By key, as the diary calls it: `alice.1`. */
export const keyNames = (accounts: readonly ExchangeAccount[]): ReadonlyMap<string, string> =>
  new Map(accounts.flatMap(({ name, keys }) => keys.map(({ key }, place) => [key, keyName(name, place)] as const)))

const keyName = (account: string, place: number): string => `${account}.${place + 1}`

// ---- as texts, for the head of a recording

/** Without any key or secret. Of tables too long for it there is a digest. */
export function textsOf(
  { universe, accounts, faults, mood, prints, pairs, quirks, seed, startedAt }: Setting,
  more: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const told = accounts.map(({ keys, withdrawKeys, ...account }) => ({
    ...account,
    keys: keys.map(({ key, nonceWindow, permissions }) => ({ letters: key.length, nonceWindow, permissions })),
    // Under a name that whoever blots out secrets knows.
    withdraw: Object.entries(withdrawKeys ?? {}).map(([key, asset]) => ({ key, asset })),
  }))
  return {
    ...more,
    startedAt: String(startedAt),
    universe: digestOf(universe),
    accounts: JSON.stringify(told),
    faults: faults.text,
    market: prints === undefined ? mood : `trades ${digest(prints.text)}`,
    pairs: pairs.map(({ key }) => key).join(','),
    quirks: Object.entries(quirks)
      .map(([name, choice]) => `${name}=${choice}`)
      .join(','),
    seed,
  }
}

export type Tables = {
  readonly universe: Universe
  readonly prints: { readonly text: string; readonly trades: readonly Print[] } | undefined
}

const accountShape = z.object({
  name: z.string(),
  tier: z.enum(['starter', 'intermediate', 'pro', 'unlimited']).exactOptional(),
  region: z.string().exactOptional(),
  funds: z.record(z.string(), z.string()),
  keys: z.array(
    z.object({
      letters: z.int(),
      nonceWindow: z.number().exactOptional(),
      permissions: z.array(z.enum(PERMISSIONS)).exactOptional(),
    }),
  ),
  withdraw: z.array(z.object({ key: z.string(), asset: z.string() })),
})
const shape = z.object({
  startedAt: z.string().regex(/^\d+$/),
  universe: z.string(),
  accounts: z.string(),
  faults: z.string(),
  market: z.string(),
  pairs: z.string(),
  quirks: z.string(),
  seed: z.string(),
})

/** The same again; its keys begin as the diary calls them and are as long as the real ones. Fails with a sentence that says what is missing, and how to give it. */
export function settingFrom(
  texts: Readonly<Record<string, string>> | undefined,
  { universe, prints }: Tables,
): Result<Setting, string> {
  const read = shape.safeParse(texts)
  if (!read.success) {
    return fail(
      "its head does not say which Kraken answered; start 'wavetank serve', then 'wavetank record --upstream' in front of it, or record with 'wavetank serve --record'",
    )
  }
  const said = read.data
  if (said.universe !== digestOf(universe)) {
    return fail(
      'that Kraken listed other assets and pairs; name its dumps with --universe AssetPairs.json and --assets Assets.json',
    )
  }
  const trades = /^trades (.*)$/.exec(said.market)?.[1]
  if (trades !== undefined && (prints === undefined || digest(prints.text) !== trades)) {
    return fail('strangers repeated the trades of a file there; name that very file with --market FILE')
  }
  const accounts = accountsFrom(said.accounts)
  const planned = said.faults === '' ? ok([]) : readFaults(said.faults, 'the faults in its head')
  if (!planned.ok) return planned
  const quirks = readQuirks(said.quirks.split(',').filter((word) => word !== ''))
  if (!quirks.ok) return quirks
  if (accounts === undefined) return fail('line 1: settings.accounts is not understood')
  return ok({
    universe,
    accounts,
    faults: { text: said.faults, planned: planned.value },
    mood: said.market === 'busy' || said.market === 'quiet' ? said.market : 'none',
    prints: trades === undefined ? undefined : prints,
    pairs: said.pairs.split(',').flatMap((key) => universe.pairs.get(key) ?? []),
    quirks: quirks.value,
    seed: said.seed,
    startedAt: Number(said.startedAt) as Instant,
  })
}

function accountsFrom(text: string): readonly ExchangeAccount[] | undefined {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return undefined
  }
  const read = z.array(accountShape).safeParse(said)
  return read.data?.map(({ keys, withdraw, ...account }) => ({
    ...account,
    keys: keys.map(({ letters, ...key }, place) => {
      const name = keyName(account.name, place).padEnd(letters, '.')
      return { ...key, key: name, secret: secretOf(name) }
    }),
    withdrawKeys: Object.fromEntries(withdraw.map(({ key, asset }) => [key, asset])),
  }))
}

/** Nobody knows the real one, and nobody needs to. */
export const secretOf = (name: string): string => Buffer.from(name).toString('base64')

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

const digestOf = ({ assets, pairs }: Universe): string => digest(JSON.stringify([[...assets], [...pairs]]))
