/** The dead man's switch, in both dialects: set, put off, ended, and let go off. */
import { describe, expect, it } from 'vitest'
import { Client2 } from './client2.ts'
import { Kraken } from './kraken.ts'

function armed(timeout = 60) {
  const kraken = new Kraken()
  const one = kraken.subscribed()
  const two = Client2.subscribed(kraken)
  const set = {
    v1: (seconds: unknown) => one.asks('cancelAllOrdersAfter', { timeout: seconds })[0]?.json,
    v2: (seconds: unknown) => two.asks('cancel_all_orders_after', { timeout: seconds }),
  }
  kraken.places('trader', 'buy', '1', '149')
  kraken.places('trader', 'sell', '1', '160')
  const strange = kraken.places('stranger', 'buy', '1', '148')
  const answer = set.v1(timeout)
  const open = () => [...kraken.exchange.truth.orders.values()].filter(({ status }) => status === 'open')
  /** The exchange's own timer fires. */
  const waits = (seconds: number) => {
    kraken.passes(seconds)
    kraken.delivers(kraken.handle({ kind: 'timer-fired', timer: { kind: 'orders' } }))
  }
  return { kraken, one, two, set, answer, strange, open, waits }
}

describe('the dead man’s switch', () => {
  it('tells when it will go off, to the next whole second', () => {
    const { answer, set } = armed()
    const times = { currentTime: '2023-11-14T22:13:20Z', triggerTime: '2023-11-14T22:14:21Z' }
    expect(answer).toEqual({ ...times, event: 'cancelAllOrdersAfterStatus', status: 'ok' })
    expect(set.v2(60)).toMatchObject({ method: 'cancel_all_orders_after', result: times, success: true })
  })

  it('ends all open orders of its account, and of no other', () => {
    const { open, waits, strange, one, two } = armed()
    waits(59)
    expect(open()).toHaveLength(3)
    waits(3)
    expect(open().map(({ txid }) => txid)).toEqual([strange])
    expect(one.told('openOrders').at(-1)?.[1]).toMatchObject({ status: 'canceled', cancel_reason: 'User requested' })
    expect(two.rows('executions').at(-1)).toMatchObject({ exec_type: 'canceled' })
  })

  it('goes off once', () => {
    const { kraken, open, waits } = armed()
    waits(62)
    kraken.places('trader', 'buy', '1', '149')
    waits(600)
    expect(open()).toHaveLength(2)
  })

  it.each(['v1', 'v2'] as const)('is put off and ended by %s, whoever set it', (dialect) => {
    const { set, open, waits } = armed()
    waits(50)
    set[dialect](60)
    waits(50)
    expect(open()).toHaveLength(3)
    expect(JSON.stringify(set[dialect](0))).toContain('"triggerTime":"0"')
    waits(600)
    expect(open()).toHaveLength(3)
  })

  it('that goes off in maintenance ends the orders when it is over', () => {
    const { kraken, open, waits } = armed()
    kraken.operator({ kind: 'go', mode: 'maintenance' })
    waits(62)
    expect(open()).toHaveLength(3)
    kraken.operator({ kind: 'go', mode: 'online' })
    expect(open()).toHaveLength(1)
  })

  it.each([-1, 90_000, 'soon'])('of %s seconds is none', (timeout) => {
    const { set } = armed()
    expect(set.v1(timeout)).toMatchObject({ errorMessage: 'EGeneral:Invalid arguments:timeout' })
  })
})
