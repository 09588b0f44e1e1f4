/** The texts of a story, read and told. */
import { expect, test } from 'vitest'
import { assetsOf, readAmount, readOrder, stepText } from '../../sim/play/words.ts'
import {
  broker,
  chain,
  either,
  error,
  heal,
  kraken,
  race,
  seconds,
  silence,
  status,
  stranger,
  trader,
  web,
} from '../../sim/scenario.ts'

test.each([
  ['2 XMR at 149.50', { size: '2', asset: 'XMR', price: '149.50' }],
  ['0.00000001 XBT at market', { size: '0.00000001', asset: 'XBT', price: undefined }],
  ['2 XMR', undefined],
  ['1e3 XMR at 2', undefined],
  ['2 XMR at best', undefined],
])('the order %s', (text, read) => {
  expect(readOrder(text)).toEqual(read)
})

test.each([
  ['2 XMR', { size: '2', asset: 'XMR' }],
  ['-0.5 ETH', { size: '-0.5', asset: 'ETH' }],
  ['XMR', undefined],
  ['Infinity XMR', undefined],
])('the amount %s', (text, read) => {
  expect(readAmount(text)).toEqual(read)
})

test('a market is made of two altnames', () => {
  expect(assetsOf('XBT/EUR')).toEqual({ base: 'XBT', quote: 'EUR' })
})

test.each([
  [trader.buys('2 XMR at 149.50', { as: 'bid' }), 'trader buys 2 XMR at 149.50 as bid'],
  [web.sells('1 XBT at 9', { on: 'XBT/EUR', postOnly: true }), 'web sells 1 XBT at 9 on XBT/EUR, post only'],
  [trader.edits('bid', { price: '149.60' }), 'trader edits bid to 149.60'],
  [kraken.decides({ dust: 'off' }), 'kraken decides dust: off'],
  [web.amends('bid', { price: '149.60', size: '3 XMR' }), 'web amends bid to 3 XMR at 149.60'],
  [trader.edits('bid', { price: '149.60', size: '3 XMR' }), 'trader edits bid to 3 XMR at 149.60'],
  [stranger.cancels('ask'), 'stranger cancels ask'],
  [broker.crashes, 'broker crashes'],
  [kraken.answers('Assets', error('EService:Busy'), { times: 1 }), 'kraken answers Assets with EService:Busy, 1 time'],
  [kraken.answers('Assets', status(520, ''), { times: 2 }), 'kraken answers Assets with status 520, 2 times'],
  [kraken.answers('addOrder', silence, { times: 2 }), 'kraken answers addOrder with silence, 2 times'],
  [kraken.losesReplyTo('addOrder'), 'kraken loses the reply to addOrder'],
  [kraken.cutsTheSocket({ outageSeconds: 2 }), 'kraken cuts the socket now, out for 2 s'],
  [kraken.cutsBefore('addOrder', { outageSeconds: 0 }), 'kraken cuts the socket before addOrder, out for 0 s'],
  [kraken.cutsAfter('addOrder', { outageSeconds: 0 }), 'kraken cuts the socket after addOrder, out for 0 s'],
  [kraken.goes('cancel_only'), 'kraken goes cancel_only'],
  [kraken.holdsBack('ack', 'ownTrades'), 'kraken holds back ack, ownTrades'],
  [kraken.releases, 'kraken releases what it held back'],
  [kraken.dropsOnTheWire('openOrders', { after: 2 }), 'kraken drops 1 frame after 2 on openOrders'],
  [kraken.forgetsToTell('ownTrades', { frames: 2 }), 'kraken forgets to tell 2 frames on ownTrades'],
  [kraken.doublesOnTheWire('ownTrades'), 'kraken doubles 1 frame on ownTrades'],
  [kraken.tellsAgain('openOrders', { behind: 3 }), 'kraken tells again 1 frame on openOrders, 3 behind'],
  [kraken.delays('REST', 2), 'kraken delays REST by 2 s'],
  [kraken.mutes('openOrders', { after: 1 }), 'kraken mutes openOrders after 1'],
  [kraken.leavesTheLineDead, 'kraken leaves the line dead'],
  [kraken.restLags(60), "kraken's REST is 60 s behind"],
  [kraken.forgetsTokens, 'kraken forgets the tokens'],
  [
    kraken.drifts('AssetPairs', 'costmin', { is: null }, { row: 'XXMRZEUR' }),
    "kraken's AssetPairs drifts: costmin of row XXMRZEUR is null",
  ],
  [chain.deposits('1 XMR'), 'chain deposits 1 XMR'],
  [chain.withdraws('1 XMR', { fee: '0.1' }), 'chain withdraws 1 XMR, fee 0.1, success'],
  [seconds(3), '3 seconds pass'],
  [heal, 'heal'],
  [race(heal, seconds(1)), 'race of heal and 1 seconds pass'],
  [either(heal, [heal, seconds(1)]), 'either heal or heal, 1 seconds pass'],
])('a step is told in the story’s words: %#', (step, text) => {
  expect(stepText(step)).toBe(text)
})
