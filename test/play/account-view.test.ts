/** Whom a name means at Kraken when the web page or a stranger acts on it. */
import { expect, test } from 'vitest'
import { reqid, txid } from '../../src/ids.ts'
import { instant } from '../../src/time.ts'
import { newestTxid } from '../../sim/play/account-view.ts'
import type { TruthOrder } from '../../sim/truth.ts'

const order = (id: string, fields: { account?: string; userref?: number; replaces?: string } = {}): TruthOrder => ({
  txid: txid(id),
  account: fields.account ?? 'trader',
  pair: 'XXMRZEUR',
  side: 'buy',
  orderType: 'limit',
  volume: { units: 1n, scale: 0 },
  executed: { units: 0n, scale: 0 },
  status: 'open',
  userref: fields.userref ?? 0,
  openedAt: instant(0),
  ...(fields.replaces === undefined ? {} : { replaces: txid(fields.replaces) }),
})
const orders = [
  order('O1', { userref: 5 }),
  order('O2'),
  order('O3', { replaces: 'O1' }),
  order('O4', { account: 'stranger', userref: 5 }),
  order('O5', { replaces: 'O2' }),
  order('O6', { replaces: 'O3' }),
  order('O7'),
]

test.each([
  ['the broker’s order by its userref, and what replaced it, twice', { reqids: [5] }, 'O6'],
  ['an order of the web page, and what replaced it', { placed: 'O2' }, 'O5'],
  ['an order that nothing replaced', { placed: 'O7' }, 'O7'],
  ['no order of another account', { placed: 'O4' }, undefined],
  ['a stranger’s own', { placed: 'O4', account: 'stranger' }, 'O4'],
  ['nothing by an unknown userref', { reqids: [6] }, undefined],
])('%s', (_claim, named: { reqids?: number[]; placed?: string; account?: string }, newest) => {
  const { reqids = [], placed, account = 'trader' } = named
  const known = { account, placed: placed === undefined ? undefined : txid(placed), reqids: new Set(reqids.map(reqid)) }
  expect(newestTxid(orders, known)).toBe(newest)
})
