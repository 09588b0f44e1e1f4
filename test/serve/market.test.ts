/** Strangers at a served Kraken: the same luck, the same trades. */
import { describe, expect, it } from 'vitest'
import { seeded } from '../../sim/world/chance.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { plausiblePrice, priceText, ticksOf, volumeText } from '../../sim/serve/ticks.ts'
import { exactText } from '../../sim/edge/decimal.ts'
import { present } from '../../src/assert.ts'
import type { Started } from '../../sim/serve/start.ts'
import { control, started } from './served.ts'

const HOUR = { seconds: 3_600 }
const row = present(builtInUniverse().pairs.get('XXMRZEUR'), 'XMR/EUR is in the table')

const tradesOf = ({ kraken }: Started): readonly string[] =>
  kraken.truth.trades
    .filter(({ maker }) => !maker)
    .map(({ side, volume, price }) => `${side} ${exactText(volume)} at ${exactText(price)}`)

describe('strangers', () => {
  it('trade in the same way whenever they have the same luck', async () => {
    const hours: (readonly string[])[] = []
    for (const seed of ['1', '1', '2']) {
      const one = await started({ market: 'quiet', pairs: ['XMR/EUR'], seed })
      await control(one, '/advance', HOUR)
      hours.push(tradesOf(one).slice(0, 200))
    }
    const [first, second, other] = hours
    expect(first?.length).toBeGreaterThan(100)
    expect(second).toEqual(first)
    expect(other).not.toEqual(first)
  })

  it('quote both sides around a plausible price, and trade with whoever is in the way of a new one', async () => {
    const one = await started({ market: 'quiet', pairs: ['XMR/EUR'] })
    const { bid, ask } = one.kraken.truth.best('XXMRZEUR')
    expect(Number(exactText(present(bid, 'a bid')))).toBeLessThan(Number(exactText(present(ask, 'an ask'))))
    const order = { kind: 'place', pair: 'XMR/EUR', side: 'buy', volume: '1', price: exactText(present(bid, 'a bid')) }
    const { said } = await control(one, '/command', order)
    await control(one, '/market', { pair: 'XMR/EUR', price: '100.00' })
    const placed = [...one.kraken.truth.orders.values()].find(({ txid }) => txid === said['txid'])
    expect(placed?.status).toBe('closed')
    expect(exactText(present(one.kraken.truth.best('XXMRZEUR').bid, 'a bid'))).toBe('100.00')
  })

  it('repeat recorded trades at their times', async () => {
    const text = '1700000000,149.50,2.5\n1700000010,149.40,1\n1700000100,151.00,0.75\n'
    const one = await started({ market: { file: 'XMREUR.csv', text } })
    await control(one, '/advance', { seconds: 60 })
    expect(tradesOf(one)).toContain('sell 1.00000000 at 149.40')
    expect(tradesOf(one).join()).not.toContain('151.00')
    await control(one, '/advance', { seconds: 60 })
    expect(tradesOf(one).join()).toContain('at 151.00')
  })
})

describe('prices and volumes of strangers', () => {
  it('are whole ticks and lots, of every pair there is', () => {
    for (const pair of builtInUniverse().pairs.values()) {
      const price = plausiblePrice(pair)
      const ticks = ticksOf(pair, price)
      expect(ticks).toBeGreaterThan(0n)
      expect(ticksOf(pair, priceText(pair, ticks))).toBe(ticks)
    }
    expect(priceText(row, ticksOf(row, '149.509'))).toBe('149.50')
    expect(volumeText(row, 3)).toMatch(/^\d+\.\d{8}$/)
  })

  it('differ with the luck', () => {
    expect(seeded('1').pick('a', 1000)).not.toBe(seeded('2').pick('a', 1000))
  })
})
