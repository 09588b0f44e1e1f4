/** Whose accounts a served Kraken keeps: a file of the operator's, or one account for a demonstration. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Result, fail, ok } from '../../src/result.ts'
import { PERMISSIONS } from '../exchange/permissions.ts'
import type { ExchangeAccount } from '../exchange/port.ts'
import { type Universe, assetNamed } from '../exchange/universe/universe.ts'
import { readSheet } from './sheet.ts'

const decimal = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'is a plain decimal such as 1500.25')
  .transform((text) => text.replace(/\.0$/, ''))
const whole = z
  .string()
  .regex(/^\d{1,15}$/, 'is a whole number')
  .transform(Number)

const key = z.strictObject({
  key: z.string().regex(/^[!-~]+$/, 'is an API key, without spaces'),
  secret: z
    .string()
    .regex(/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'is a private key, which is base64'),
  nonce_window: whole.exactOptional(),
  permissions: z.array(z.enum(PERMISSIONS)).exactOptional(),
})

const account = z.strictObject({
  tier: z.enum(['starter', 'intermediate', 'pro', 'unlimited']).exactOptional(),
  keys: z.array(key).exactOptional(),
  withdraw_keys: z.record(z.string(), z.string()).exactOptional(),
  funds: z.record(z.string(), decimal).exactOptional(),
})

const sheet = z.strictObject({ accounts: z.record(z.string().regex(/^[\w-]+$/), account) })

/** Fails with one sentence that names the file and the place. */
export function readAccounts(
  text: string,
  { file, universe }: { readonly file: string; readonly universe: Universe },
): Result<readonly ExchangeAccount[], string> {
  const read = readSheet(text, { file, shape: sheet })
  if (!read.ok) return read
  const holders = new Map<string, string>()
  const accounts: ExchangeAccount[] = []
  for (const [name, { tier, keys = [], withdraw_keys: withdrawKeys, funds = {} }] of Object.entries(
    read.value.accounts,
  )) {
    if (STRANGERS.includes(name))
      return fail(`${file}: accounts.${name} is the name of one of the strangers; take another`)
    const known = new Map<string, string>()
    for (const asset of Object.keys(funds)) {
      const row = assetNamed(universe, asset)
      if (row === undefined) return fail(`${file}: accounts.${name}.funds: the universe has no asset ${asset}`)
      const twice = known.get(row.id)
      if (twice !== undefined) return fail(`${file}: accounts.${name}.funds: ${twice} and ${asset} are one asset`)
      known.set(row.id, asset)
    }
    for (const { key } of keys) {
      const holder = holders.get(key)
      if (holder !== undefined) return fail(`${file}: accounts.${name} has a key that ${holder} has already`)
      holders.set(key, name)
    }
    accounts.push({
      name,
      ...(tier === undefined ? {} : { tier }),
      ...(withdrawKeys === undefined ? {} : { withdrawKeys }),
      keys: keys.map(({ nonce_window: nonceWindow, ...key }) => ({
        ...key,
        ...(nonceWindow === undefined ? {} : { nonceWindow }),
      })),
      funds: Object.fromEntries([...known].map(([id, asset]) => [id, funds[asset] ?? '0'])),
    })
  }
  return accounts.length === 0
    ? fail(`${file}: there is no account in it; begin one with [accounts.demo]`)
    : ok(accounts)
}

/** What the demonstration owns, of what there is. */
const DEMO_FUNDS = { EUR: '25000', USD: '25000', XBT: '1', ETH: '10', XMR: '50' }

/** The same key for everybody: it opens nothing but this. */
export const demoAccount = (universe: Universe): ExchangeAccount => ({
  name: 'demo',
  keys: [
    {
      key: createHash('sha512').update('wavetank demo key').digest('base64').replace(/\W/g, '').slice(0, 56),
      secret: createHash('sha512').update('wavetank demo secret').digest('base64'),
    },
  ],
  funds: Object.fromEntries(Object.entries(DEMO_FUNDS).filter(([asset]) => assetNamed(universe, asset) !== undefined)),
})

/** Those who quote, and those who take what is quoted: two, since nobody trades with himself. */
export const QUOTER = 'quoting-strangers'
export const TAKER = 'taking-strangers'
const STRANGERS = [QUOTER, TAKER]

/** More of everything than they can trade away. */
const PLENTY = `1${'0'.repeat(15)}`

export const strangers = (universe: Universe): readonly ExchangeAccount[] =>
  STRANGERS.map((name) => ({
    name,
    keys: [],
    // Many people are behind each, and no limit is theirs together.
    tier: 'unlimited' as const,
    funds: Object.fromEntries([...universe.assets.keys()].map((id) => [id, PLENTY])),
  }))
