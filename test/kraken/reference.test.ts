/** Names: one asset under all its forms, and markets that share their parts with others. */
import { expect, test } from 'vitest'
import { readReference } from '../../src/kraken/reference.ts'

const asset = (altname: string) => ({ altname, decimals: '10' })
const pair = (altname: string, base: string, quote: string, wsname?: string) => ({
  altname,
  base,
  quote,
  pair_decimals: '2',
  lot_decimals: '8',
  ...(wsname === undefined ? {} : { wsname }),
})

const read = readReference({
  assets: {
    ZEUR: asset('EUR'),
    XXBT: asset('XBT'),
    XETH: asset('ETH'),
    DOT: asset('DOT'),
    'DOT28.S': asset('DOT28.S'),
    ETH2: asset('ETH2'),
    'ETH2.S': asset('ETH2.S'),
    T: asset('T'),
    MASK: asset('MASK'),
  },
  pairs: {
    'XXBTZEUR.d': pair('XBTEUR.d', 'XXBT', 'ZEUR'),
    XXBTZEUR: pair('XBTEUR', 'XXBT', 'ZEUR', 'XBT/EUR'),
    'ETH2.SETH': pair('ETH2.SETH', 'ETH2.S', 'XETH', 'ETH2.S/ETH'),
    TEUR: pair('TEUR', 'T', 'ZEUR', 'T/EUR'),
  },
})
if (!read.ok) throw new Error(read.error)
const reference = read.value

test.each([
  ['XBT.F', 'XXBT'],
  ['XBT.B', 'XXBT'],
  ['xbt.m', 'XXBT'],
  ['DOT28.S', 'DOT'],
  ['DOT.P', 'DOT'],
  ['EUR.HOLD', 'ZEUR'],
  ['EUR.M', 'ZEUR'],
  ['XXBT', 'XXBT'],
  ['MASK', 'MASK'],
])('%s is a form of %s', (name, whole) => {
  expect(reference.wholeAssetNamed(name)?.id).toBe(whole)
})

test('what trades by itself stands for itself, and what is a token of its own for nothing else', () => {
  expect(reference.wholeAssetNamed('ETH2.S')?.id).toBe('ETH2.S')
  expect(reference.wholeAssetNamed('XBT.T')).toBeUndefined()
  expect(reference.wholeAssetNamed('.F')).toBeUndefined()
})

test('a dark pool takes no name from the lit market, whichever is listed first', () => {
  for (const name of ['XBT/EUR', 'BTC/EUR', 'XBTEUR', 'xbteur.kraken']) {
    expect(reference.pairNamed(name)?.key).toBe('XXBTZEUR')
  }
  for (const name of ['XXBTZEUR.d', 'XBTEUR.d', 'xbteur.d.kraken']) {
    expect(reference.pairNamed(name)?.key).toBe('XXBTZEUR.d')
  }
})

test('names with a dot, of one letter, and ending in letters of the broker are whole', () => {
  expect(reference.pairNamed('ETH2.S/ETH')?.symbol).toBe('eth2.seth.kraken')
  expect(reference.pairNamed('T/EUR')?.symbol).toBe('teur.kraken')
})
