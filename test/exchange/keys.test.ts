/** Nonces, their windows, and what becomes of a key that gets too much wrong. */
import { describe, expect, test } from 'vitest'
import { LOCKOUT, createLockouts } from '../../sim/exchange/limits/lockout.ts'
import { createNonces } from '../../sim/exchange/rest/nonces.ts'
import { after, seconds } from '../../src/time.ts'
import { Kraken, START } from './kraken.ts'

describe('nonces', () => {
  test('rise, each above the last', () => {
    const nonces = createNonces(0n)
    expect([5n, 5n, 4n, 6n, 1n << 64n].map((nonce) => nonces.take(nonce))).toEqual([true, false, false, true, false])
  })

  test('may come out of order within the window, each once', () => {
    const nonces = createNonces(3n)
    expect([10n, 8n, 8n, 7n, 10n, 12n, 9n, 11n].map((nonce) => nonces.take(nonce))).toEqual([
      true,
      true,
      false,
      false,
      false,
      true,
      false,
      true,
    ])
  })

  test('are taken from above what another program has used', () => {
    const kraken = new Kraken()
    kraken.operator({ kind: 'call-elsewhere', account: 'trader', nonce: '1000000' })
    expect(kraken.post('Balance').error).toEqual(['EAPI:Invalid nonce'])
  })
})

describe('a lockout', () => {
  test('comes with the fifth fault of a minute', () => {
    const lockouts = createLockouts()
    for (let fault = 0; fault < 4; fault += 1) lockouts.offended(after(START, seconds(fault)), 'K')
    expect(lockouts.isLockedOut(after(START, seconds(5)), 'K')).toBe(false)
    lockouts.offended(after(START, seconds(6)), 'K')
    expect(lockouts.isLockedOut(after(START, seconds(7)), 'K')).toBe(true)
    expect(lockouts.isLockedOut(after(START, seconds(7)), 'other')).toBe(false)
  })

  test('does not come of faults that lie far apart', () => {
    const lockouts = createLockouts()
    for (let fault = 0; fault < 20; fault += 1) lockouts.offended(after(START, seconds(20 * fault)), 'K')
    expect(lockouts.isLockedOut(after(START, seconds(400)), 'K')).toBe(false)
  })

  test('begins anew with every request, and ends when there is none', () => {
    const lockouts = createLockouts()
    lockouts.lockOut(START, 'K')
    const nearTheEnd = after(START, LOCKOUT)
    expect(lockouts.isLockedOut(after(START, seconds(899)), 'K')).toBe(true)
    expect(lockouts.isLockedOut(nearTheEnd, 'K')).toBe(true)
    expect(lockouts.isLockedOut(after(nearTheEnd, LOCKOUT), 'K')).toBe(false)
  })

  test('refuses what is signed well, and leaves sockets alone', () => {
    const kraken = new Kraken()
    const client = kraken.subscribed()
    kraken.operator({ kind: 'lock-out', account: 'trader' })
    expect(kraken.post('Balance').error).toEqual(['EGeneral:Temporary lockout'])
    const [ack] = client.asks('addOrder', {
      pair: 'XMR/EUR',
      type: 'buy',
      ordertype: 'limit',
      price: '10',
      volume: '1',
    })
    expect(ack?.json).toMatchObject({ status: 'ok' })
    kraken.passes(901)
    expect(kraken.post('Balance').error).toEqual([])
  })
})

describe('a pair by itself', () => {
  test('can have a mode of its own, which AssetPairs tells', () => {
    const kraken = new Kraken()
    kraken.operator({ kind: 'go', mode: 'cancel_only', pair: 'XMR/EUR' })
    expect(() => kraken.places('trader', 'buy', '1', '10')).toThrow('EService:Market in cancel_only mode')
    expect(kraken.places('trader', 'buy', '1', '1000', { pair: 'XBT/EUR' })).not.toBe('')
    expect(kraken.get('/0/public/AssetPairs?pair=XMREUR').result).toMatchObject({
      XXMRZEUR: { status: 'cancel_only', wsname: 'XMR/EUR' },
    })
  })

  test('changing it is told to no socket', () => {
    const kraken = new Kraken()
    const client = kraken.socket()
    client.forgets()
    const effects = kraken.operator({ kind: 'go', mode: 'post_only', pair: 'XMR/EUR' })
    expect(effects).toEqual([{ kind: 'operator-answered', ok: true }])
  })
})
