/** Who takes part in a story: the accounts at Kraken, the broker's settings, and the machines that play. */
import type { BrokerConfig } from '../../src/broker/port.ts'
import type { ExchangeAccount } from '../exchange/port.ts'
import type { Scenario, Step } from '../scenario.ts'
import type { Broker } from '../world/host.ts'
import type { Exchange } from '../edge/kraken-side.ts'
import type { Way } from './way.ts'
import { assetsOf } from './words.ts'

/** The trader's account at Kraken, and its name towards the EMS. */
export const TRADER = 'trader'
export const EMS_ACCOUNT = 'spot'
/** One account for all the other people. */
export const STRANGER = 'stranger'

export type BrokerFactory = (config: BrokerConfig) => Broker
export type ExchangeFactory = (options: {
  readonly accounts: readonly ExchangeAccount[]
  readonly served?: NonNullable<Scenario['served']>
}) => Exchange

/** A key of Kraken's length that nobody could have. */
const API_KEY = `KTRADER${'0'.repeat(49)}`
/** 64 bytes, as many as Kraken's secrets have. */
const SECRET = Buffer.from(Array.from({ length: 64 }, (_, place) => (place * 7 + 3) % 256)).toString('base64')

/** More of an asset than any story trades. */
const PLENTY = `1${'0'.repeat(30)}`

export function configOf(scenario: Scenario, way: Way): BrokerConfig {
  const srcFiat = scenario.srcFiat ?? srcFiatOf(scenario.market)
  const { deadManSeconds } = scenario
  const deadMan = deadManSeconds === undefined ? {} : { deadManSeconds }
  return { account: EMS_ACCOUNT, apiKey: API_KEY, secret: SECRET, srcFiat, ...deadMan, tier: tierOf(scenario), ...way }
}

const tierOf = ({ tier = 'pro' }: Scenario): BrokerConfig['tier'] => tier

export const accountsOf = (scenario: Scenario): readonly ExchangeAccount[] => [
  { name: TRADER, keys: [{ key: API_KEY, secret: SECRET }], funds: scenario.funds, tier: tierOf(scenario) },
  {
    name: STRANGER,
    keys: [],
    // Many people are behind it, and no limit is theirs together.
    tier: 'unlimited',
    funds: Object.fromEntries(assetsUsed(scenario).map((asset) => [asset, PLENTY])),
  },
]

const FIATS = ['EUR', 'USD', 'GBP', 'JPY', 'CAD', 'AUD', 'CHF']

/** The quote of the market when it is a fiat, else the euro. */
function srcFiatOf(market: string): string {
  const { quote } = assetsOf(market)
  return FIATS.includes(quote) ? quote.toLowerCase() : 'eur'
}

function assetsUsed(scenario: Scenario): readonly string[] {
  const markets = [scenario.market, ...scenario.story.flatMap(marketsOf)]
  const assets = markets.map(assetsOf).flatMap(({ base, quote }) => [base, quote])
  return [...new Set(assets)]
}

function marketsOf(step: Step): readonly string[] {
  if (step.act === 'place') return step.on === undefined ? [] : [step.on]
  if (step.act === 'race') return step.between.flatMap(marketsOf)
  if (step.act === 'together') return step.of.flatMap(marketsOf)
  return step.act === 'either' ? step.of.flat().flatMap(marketsOf) : []
}
