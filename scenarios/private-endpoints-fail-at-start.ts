import {
  connected,
  either,
  error,
  kraken,
  scenario,
  seconds,
  settle,
  status,
  stranger,
  trader,
  web,
} from '../sim/scenario.ts'

const page = '<html><body>502 Bad Gateway</body></html>'

export default scenario('the account cannot be read at first', {
  why: `The token, the trades, the transfers and the balances are each asked for at the start, and each can fail for a
        while. Reading a result that is not there kills the start; taking an error for an empty history starts with a
        position of nothing and a wrong price for everything after.`,
  covers: ['ERR-03', 'HIST-03'],
  market: 'XMR/EUR',
  funds: { EUR: '1000' },
  story: [
    stranger.sells('2 XMR at 149.50'),
    web.buys('2 XMR at market'),
    seconds(1),
    either(
      kraken.answers('GetWebSocketsToken', error('EService:Unavailable'), { times: 2 }),
      kraken.answers('GetWebSocketsToken', status(502, page), { times: 2 }),
      kraken.answers('TradesHistory', error('EAPI:Rate limit exceeded'), { times: 3 }),
      kraken.answers('TradesHistory', status(502, page), { times: 2 }),
      kraken.answers('Ledgers', error('EAPI:Rate limit exceeded'), { times: 3 }),
      kraken.answers('Ledgers', error('EGeneral:Internal error'), { times: 2 }),
      kraken.answers('Balance', error('EService:Unavailable'), { times: 2 }),
      kraken.answers('Balance', status(502, page), { times: 2 }),
    ),
    connected,
    trader.buys('1 XMR at 149.50', { as: 'bid' }),
    settle,
  ],
  ending: {
    orders: { bid: 'open 1 XMR at 149.50' },
    position: '2 XMR',
    ppu: '150.696',
    openOnKraken: ['1 XMR at 149.50'],
    fills: 0,
  },
  visits: ['question asked again', 'ready', 'balances agree'],
})
