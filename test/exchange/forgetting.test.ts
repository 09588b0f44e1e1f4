/** What strangers did long ago is forgotten where it is to be, and nothing else is. */
import { describe, expect, it } from 'vitest'
import { createSweep } from '../../sim/exchange/sweep.ts'
import { Kraken } from './kraken.ts'

const KEEP = 10

/** Two strangers trade all the time, and the trader now and then. */
function longDay(options: { readonly strangersKeep?: number }): Kraken {
  const kraken = new Kraken(options)
  for (let round = 0; round < 60; round += 1) {
    kraken.places('stranger', 'sell', '0.1', '150')
    kraken.places(round % 6 === 0 ? 'trader' : 'other', 'buy', '0.1', '150')
  }
  return kraken
}

describe('strangers', () => {
  it('are forgotten but for the newest of what they did, and clients keep all of it', () => {
    const [whole, short] = [longDay({}), longDay({ strangersKeep: KEEP })]
    const of = ({ exchange: { truth } }: Kraken, account: string) => ({
      orders: [...truth.orders.values()].filter((order) => order.account === account).length,
      trades: truth.trades.filter((trade) => trade.account === account).length,
      entries: truth.entries.filter((entry) => entry.account === account).length,
    })
    expect(of(whole, 'stranger')).toEqual({ orders: 60, trades: 60, entries: 122 })
    for (const [what, count] of Object.entries(of(short, 'stranger'))) {
      expect(count, what).toBeGreaterThanOrEqual(KEEP / 4)
      expect(count, what).toBeLessThan(3 * KEEP)
    }
    expect(of(short, 'trader')).toEqual(of(whole, 'trader'))
    for (const method of ['TradesHistory', 'Ledgers', 'ClosedOrders']) {
      expect(short.result(method)).toEqual(whole.result(method))
    }
  })

  it('leave ids behind that nobody gets again', () => {
    const { truth } = longDay({ strangersKeep: KEEP }).exchange
    const whole = longDay({}).exchange.truth
    const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
    expect(idsOf(truth.trades).at(-1)).toBe(idsOf(whole.trades).at(-1))
    expect(idsOf(truth.entries).at(-1)).toBe(idsOf(whole.entries).at(-1))
    expect([...truth.orders.keys()].at(-1)).toBe([...whole.orders.keys()].at(-1))
    for (const rows of [truth.trades, truth.entries]) expect(new Set(idsOf(rows)).size).toBe(rows.length)
  })

  it('keep their money and what is open', () => {
    const kraken = longDay({ strangersKeep: KEEP })
    const open = kraken.places('stranger', 'sell', '0.1', '200')
    for (let round = 0; round < 60; round += 1) {
      kraken.places('other', 'sell', '0.1', '150')
      kraken.places('stranger', 'buy', '0.1', '150')
    }
    const { truth } = kraken.exchange
    expect([...truth.orders.values()].find(({ txid }) => txid === open)).toMatchObject({ status: 'open' })
    let sum = 0n
    for (const { balances } of truth.accounts.values()) sum += balances.get('ZEUR') ?? 0n
    expect(sum).toBe(0n)
  })
})

describe('a sweep', () => {
  it('waits until there is much to forget, and then leaves what is new or somebody else’s, in order', () => {
    const rows: { account: string; at: number }[] = []
    const { sweep } = createSweep(rows)
    for (let at = 0; at < 9; at += 1) {
      rows.push({ account: at % 3 === 0 ? 'client' : 'stranger', at })
      sweep(new Set(['stranger']), 4)
    }
    // There was nothing to forget when it swept at five; the next time is at ten.
    expect(rows.map(({ at }) => at)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    rows.push({ account: 'stranger', at: 9 })
    sweep(new Set(['stranger']), 4)
    expect(rows.map(({ at }) => at)).toEqual([0, 3, 6, 7, 8, 9])
  })
})
