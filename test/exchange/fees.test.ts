/** What an account pays by what it has traded in 30 days, and what it is told of that. */
import { describe, expect, it } from 'vitest'
import { Kraken } from './kraken.ts'

const PAIR = { pair: 'XBT/USD' }

/** A trader takes from a stranger at 20,000 dollars. */
function market(options: ConstructorParameters<typeof Kraken>[0] = {}) {
  const keys = [{ key: 'trader-key', secret: 'c2VjcmV0' }]
  const kraken = new Kraken({
    ...options,
    accounts: [
      { name: 'stranger', keys: [], tier: 'unlimited', funds: { XBT: '10' } },
      { name: 'trader', keys, funds: { USD: '100000' } },
    ],
  })
  return {
    kraken,
    takes(...volumes: readonly string[]) {
      const before = kraken.exchange.truth.trades.length
      for (const volume of volumes) kraken.places('stranger', 'sell', volume, '20000', PAIR)
      const whole = volumes.reduce((sum, volume) => sum + Number(volume), 0)
      kraken.places('trader', 'buy', String(whole), undefined, PAIR)
      const made = kraken.exchange.truth.trades.slice(before)
      return made.map(({ account, cost, statedFee }) => {
        const scale = 10 ** (cost.scale - statedFee.scale)
        return `${account} ${((Number(statedFee.units) * scale * 100) / Number(cost.units)).toFixed(2)}%`
      })
    },
    told: () => kraken.result<Told>('TradeVolume', { pair: 'XBTUSD' }),
  }
}
type Told = { readonly volume: string; readonly fees: Readonly<Record<string, unknown>> }

describe('fees', () => {
  it('fall for both sides once enough was traded, from the next moment on', () => {
    const { takes, told } = market()
    expect(takes('0.5', '0.25')).toEqual(['stranger 0.25%', 'trader 0.40%', 'stranger 0.25%', 'trader 0.40%'])
    expect(takes('0.1')).toEqual(['stranger 0.20%', 'trader 0.35%'])
    expect(told().volume).toBe('17000.0000')
    expect(Object.values(told().fees)[0]).toEqual({
      fee: '0.3500',
      minfee: '0.1000',
      maxfee: '0.4000',
      nextfee: '0.2400',
      nextvolume: '50000.0000',
      tiervolume: '10000.0000',
    })
  })

  it('rise again when it was long ago', () => {
    const { kraken, takes, told } = market()
    takes('0.5')
    kraken.passes(30 * 86_400 - 60)
    expect(takes('0.01')).toEqual(['stranger 0.20%', 'trader 0.35%'])
    kraken.passes(120)
    expect(takes('0.01')).toEqual(['stranger 0.25%', 'trader 0.40%'])
    expect(told().volume).toBe('400.0000')
  })

  it('are those of the first tier for everybody where the quirk says so', () => {
    const { takes, told } = market({ quirks: { feesByVolume: 'first-tier' } })
    takes('0.5')
    expect(takes('0.1')).toEqual(['stranger 0.25%', 'trader 0.40%'])
    expect(Object.values(told().fees)[0]).toMatchObject({ fee: '0.4000', tiervolume: '0.0000' })
  })
})
