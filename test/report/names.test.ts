/** The short names that a report gives to orders, trades and requests. */
import { describe, expect, it } from 'vitest'
import type { Status } from '../../src/ems.ts'
import { oid, reqid, txid } from '../../src/ids.ts'
import { beginNames, wishNames } from '../../sim/report/names.ts'
import { oidOf } from '../../sim/play/trader.ts'
import { either, race, scenario, settle, trader, web } from '../../sim/scenario.ts'
import { BID, at, editRacesFill, told } from './made.ts'

const found: Status = {
  kind: 'Status',
  oid: oid('found'),
  reqid: reqid(1),
  account: 'spot',
  txid: txid('OX'),
  symbol: 'xmreur.kraken',
  action: 'buy',
  price: '149.50000',
  size: '2.00000000',
  filled: '0',
  remaining: '2',
  time: at(1),
}
const acknowledged = told(0.5, { kind: 'BrokerdOrderAck', oid: BID, reqid: reqid(9), account: 'spot', time: at(0.5) })

const withWeb = scenario('web orders', {
  ...editRacesFill.scenario,
  story: [
    trader.sells('2 XMR at 149.50', { as: 'ask' }),
    web.buys('1 XMR at 149.50', { as: 'small' }),
    web.buys('2 XMR at 149.50', { as: 'first' }),
    web.buys('2 XMR at 149.50', { as: 'second' }),
  ],
})

describe('an order', () => {
  it('of the trader has the name the story gave it, also when it is placed in a race or a choice', () => {
    const buys = trader.buys('2 XMR at 149.50', { as: 'bid' })
    const sells = trader.sells('2 XMR at 149.50', { as: 'ask' })
    const story = [either(settle, race(buys)), sells]
    const names = wishNames(scenario('any', { ...editRacesFill.scenario, story }), [])
    expect([names.get(BID), names.get(oidOf('ask'))]).toEqual(['bid', 'ask'])
  })

  it('found live keeps the name its reqid had', () => {
    const names = wishNames(editRacesFill.scenario, [acknowledged, told(1, { ...found, reqid: reqid(9) })])
    expect(names.get(found.oid)).toBe('bid')
  })

  it('of the web page has the name of the first step with its terms', () => {
    const other = { ...found, oid: oid('other'), reqid: reqid(2) }
    const names = wishNames(withWeb, [told(1, found), told(1, found), told(1, other)])
    expect([names.get(found.oid), names.get(other.oid)]).toEqual(['first', 'second'])
  })

  it('without a name is numbered', () => {
    const names = beginNames(new Map())
    expect([names.wish('x'), names.wish('y'), names.wish('x')]).toEqual(['order 1', 'order 2', 'order 1'])
  })
})

describe('a sentence', () => {
  it('has the short names of the ids a reader has met, and no others', () => {
    const names = beginNames(new Map([[BID, 'bid']]))
    names.trade('TAAAAA-AAAAA-AAAAAA')
    names.order('OAAAAA-AAAAA-AAAAAA')
    const text = names.shorten(`TAAAAA-AAAAA-AAAAAA of ${BID}, TBBBBB-BBBBB-BBBBBB`)
    expect(text).toBe('T1 of bid, TBBBBB-BBBBB-BBBBBB')
    expect(names.legend(text)).toEqual([{ name: 'T1', id: 'TAAAAA-AAAAA-AAAAAA' }])
  })
})
