import {
  account,
  broker,
  chain,
  connected,
  either,
  scenario,
  seconds,
  settle,
  stranger,
  trader,
} from '../sim/scenario.ts'

export default scenario('a pending withdrawal ends in every way', {
  why: `It leaves the balance at once, and may succeed, fail, be canceled or come back without its fee, minutes later and
        under the reference it left by. Only what the ledger books counts, both times, in the asset's ten decimals.`,
  covers: ['BAL-01', 'BAL-07'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    connected,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    settle,
    stranger.sells('1 XMR at market'),
    settle,
    chain.withdraws('0.5000000001 XMR', { fee: '0.0001000001', outcome: 'pending' }),
    either(seconds(61), seconds(1)),
    either(
      account.seesWithdrawalEnd('success'),
      account.seesWithdrawalEnd('failure'),
      account.seesWithdrawalEnd('canceled'),
      account.seesWithdrawalEnd('returned'),
    ),
    either(seconds(61), [broker.stops, settle, broker.restarts]),
    settle,
  ],
  ending: {
    orders: { bid: 'filled 1 XMR' },
    position: { oneOf: ['0.4998999998 XMR', '1 XMR', '0.9998999999 XMR'] },
    ppu: '150.2475',
    openOnKraken: 'nothing',
    fills: 1,
  },
  visits: ['transfer booked', 'balances agree'],
})
