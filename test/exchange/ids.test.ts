/** Ids have Kraken’s shapes and give their index back. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  connectionIdText,
  depositIds,
  ledgerIds,
  orderIds,
  tokenText,
  tradeIds,
  withdrawalIds,
} from '../../sim/exchange/ids.ts'
import { socketId } from '../../src/ids.ts'

const CODECS = [
  { name: 'orders', codec: orderIds, shape: /^O[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}$/ },
  { name: 'trades', codec: tradeIds, shape: /^T[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}$/ },
  { name: 'ledger entries', codec: ledgerIds, shape: /^L[A-Z2-7]{5}-[A-Z2-7]{5}-[A-Z2-7]{6}$/ },
  { name: 'deposits', codec: depositIds, shape: /^Q[A-Z2-7]{6}-[A-Z2-7]{6}-[A-Z2-7]{6}$/ },
  { name: 'withdrawals', codec: withdrawalIds, shape: /^A[A-Z2-7]{6}-[A-Z2-7]{6}-[A-Z2-7]{6}$/ },
]

describe.each(CODECS)('ids of $name', ({ codec, shape }) => {
  it('have Kraken’s shape and give their index back, so that no two are equal', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (index) => {
        const id = codec.encode(index)
        expect(id).toMatch(shape)
        expect(codec.decode(id)).toBe(index)
      }),
    )
  })

  it('do not look like a count: neighbours differ in most characters', () => {
    const [one, next] = [codec.encode(41), codec.encode(42)]
    expect([...one].filter((character, at) => character !== next[at]).length).toBeGreaterThan(8)
  })

  it('are not decoded from texts that were never encoded', () => {
    const id = codec.encode(7)
    expect(codec.decode(id.toLowerCase())).toBeUndefined()
    expect(codec.decode(`${id}A`)).toBeUndefined()
    expect(codec.decode(id.slice(0, -1) + (id.endsWith('A') ? 'B' : 'A'))).toBeUndefined()
  })
})

describe('other marks', () => {
  it('a connection id is a 64-bit number that no double holds', () => {
    const ids = Array.from({ length: 100 }, (_, index) => connectionIdText(socketId(index)))
    expect(new Set(ids).size).toBe(100)
    for (const id of ids) {
      expect(BigInt(id)).toBeGreaterThan(2n ** 63n)
      expect(BigInt(id)).toBeLessThan(2n ** 64n)
    }
    expect(ids.every((id) => String(BigInt(Number(id))) === id)).toBe(false)
  })

  it('a token is 43 characters, its own for each key and each time', () => {
    const tokens = [
      tokenText({ key: 'a', ordinal: 0 }),
      tokenText({ key: 'a', ordinal: 1 }),
      tokenText({ key: 'b', ordinal: 0 }),
    ]
    expect(new Set(tokens).size).toBe(3)
    for (const token of tokens) expect(token).toHaveLength(43)
  })
})
