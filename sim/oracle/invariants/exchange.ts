/** What must hold on the fake exchange itself, or nothing judged against it means anything. */
import type { Txid } from '../../../src/ids.ts'
import type { Truth, TruthAccount } from '../../truth.ts'
import { type Fraction, add, decimalText, equals, fraction, fromExact, isAbove, zero } from '../fraction.ts'
import { type Invariant, type Violation, always, staysSince } from '../invariant.ts'
import { volumeExecuted } from '../truth-reading.ts'

const ABOUT_THE_EXCHANGE: readonly Invariant[] = [
  always('money is conserved in every asset', () => ({ truth }) => {
    const totals = new Map<string, bigint>()
    for (const account of truth.accounts.values())
      for (const [asset, units] of account.balances) totals.set(asset, (totals.get(asset) ?? 0n) + units)
    const created = [...totals].filter(([, units]) => units !== 0n)
    return {
      looked: totals.size > 0,
      violations: created.map(([asset, units]) => `all accounts together hold ${amountText(truth, asset, units)}`),
    }
  }),

  always("a hold never exceeds a balance, and no client's balance is below zero", () => ({ truth }) => {
    const clients = [...truth.accounts.values()].filter(({ kind }) => kind === 'client')
    return { looked: clients.length > 0, violations: clients.flatMap((client) => overdrafts(truth, client)) }
  }),

  always('the book is never crossed', () => {
    const traded = new Set<string>()
    let ordersSeen = 0
    return ({ truth }) => {
      if (truth.orders.size > ordersSeen) {
        for (const order of truth.orders.values()) traded.add(order.pair)
        ordersSeen = truth.orders.size
      }
      const books = [...traded].map((pair) => ({ pair, ...truth.best(pair) }))
      return {
        looked: books.some(({ bid, ask }) => bid !== undefined && ask !== undefined),
        violations: books.flatMap(({ pair, bid, ask }) => {
          if (bid === undefined || ask === undefined || isAbove(fromExact(ask), fromExact(bid))) return []
          const [best, worst] = [decimalText(fromExact(bid)), decimalText(fromExact(ask))]
          return [`${pair} has a bid at ${best} and an ask at ${worst}`]
        }),
      }
    }
  }),

  always('what an order executed is the sum of its trades', () => {
    const sums = new Map<Txid, Fraction>()
    let next = 0
    return ({ truth }) => {
      const fresh = truth.trades.slice(next)
      next = truth.trades.length
      for (const { txid, volume } of fresh) sums.set(txid, add(sums.get(txid) ?? zero, fromExact(volume)))
      const touched = [...new Set(fresh.map(({ txid }) => txid))]
      return {
        looked: touched.length > 0,
        violations: touched.flatMap((txid) => {
          const [traded, executed] = [sums.get(txid) ?? zero, volumeExecuted(truth, txid)]
          if (equals(traded, executed)) return []
          return [`${txid} executed ${decimalText(executed)} in trades of ${decimalText(traded)} together`]
        }),
      }
    }
  }),
]

export const exchangeInvariants: readonly Invariant[] = ABOUT_THE_EXCHANGE.map((one) =>
  staysSince('it judges the fake Kraken, and specimens are bugs of the adapter', one),
)

function overdrafts(truth: Truth, client: TruthAccount): readonly Violation[] {
  const balance = (asset: string): bigint => client.balances.get(asset) ?? 0n
  // What earns flexibly is spent through its asset, so an order may rest on it.
  const spendable = (asset: string): bigint =>
    balance(asset) + balance(`${truth.assets.get(asset)?.altname ?? asset}.F`)
  const negative = [...client.balances.entries()]
    .filter(([, units]) => units < 0n)
    .map(([asset, units]) => `${client.name} has ${amountText(truth, asset, units)}`)
  const overheld = [...client.holds.entries()]
    .filter(([asset, held]) => held > spendable(asset))
    .map(([asset, held]) => {
      const has = amountText(truth, asset, spendable(asset))
      return `${client.name} has ${has}, and its orders hold ${amountText(truth, asset, held)}`
    })
  return [...negative, ...overheld]
}

/** `-0.5 XXMR` */
function amountText(truth: Truth, asset: string, units: bigint): string {
  const decimals = truth.assets.get(asset)?.decimals ?? 0
  return `${decimalText(fraction(units, 10n ** BigInt(decimals)))} ${asset}`
}
