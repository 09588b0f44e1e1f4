/** Executions: totals and increments, twice and not at all, at which price and of which order. */
import type { Specimen } from '../specimens.ts'

export const FILLS: readonly Specimen[] = [
  {
    id: 'cumulative-as-increment',
    bug: 'The executed volume of an order update, a total, is added to what was executed before.',
    covers: ['FILL-01'],
    file: 'src/broker/claims.ts',
    find: 'order.executed = largerOf(update.executed, order.executed)',
    replace: 'if (update.executed !== undefined) order.executed = order.executed.plus(update.executed) as Volume',
    scenarios: ['three-slices-as-maker'],
    caughtBy: 'no order is told more filled than Kraken executed',
  },
  {
    id: 'told-once-by-each-channel',
    bug: 'What an order update says was executed is told as a fill, and so is the trade.',
    covers: ['FILL-02'],
    file: 'src/broker/updates.ts',
    find: '    moveOn(known, update, { by, now: desk.out.now() })\n',
    replace:
      '    const before = known.executed\n' +
      '    moveOn(known, update, { by, now: desk.out.now() })\n' +
      '    if (known.executed.gt(before) && known.dialog !== undefined)\n' +
      "      desk.out.tell({ kind: 'BrokerdFill', oid: known.dialog.oid, reqid: known.dialog.reqid,\n" +
      '        account: desk.config.account, symbol: known.dialog.pair.symbol, tradeId: known.txid as never,\n' +
      '        txid: known.txid, action: known.dialog.side, size: String(known.executed.minus(before)),\n' +
      "        price: String(known.terms.price), fee: '0', feeAsset: 'EUR', brokerTime: desk.out.now(), time: desk.out.now() })\n",
    scenarios: ['plain-order-life', 'three-slices-as-maker'],
    caughtBy: 'every fill told happened, as it was told',
  },
  {
    id: 'remaining-is-what-was-executed',
    bug: 'What remains of an order is told to be what was executed of it.',
    covers: ['FILL-03'],
    file: 'src/broker/tell.ts',
    find: 'remaining: plain(size.minus(filled))',
    replace: 'remaining: plain(filled)',
    scenarios: ['three-slices-as-maker'],
    caughtBy: 'filled and remaining sum to the size',
  },
  {
    id: 'remaining-is-the-whole',
    bug: 'What remains of an order is told to be its whole size for as long as it is open.',
    covers: ['FILL-03'],
    file: 'src/broker/tell.ts',
    find: 'remaining: plain(size.minus(filled))',
    replace: 'remaining: plain(filled.eq(size) ? size.minus(filled) : size)',
    scenarios: ['three-slices-as-maker'],
    caughtBy: 'filled and remaining sum to the size',
    isAlone: true,
  },
  {
    id: 'trades-consolidated-on-one-side',
    bug: 'The socket is subscribed to consolidated trades, REST is asked for single ones, and the two differ in ids.',
    covers: ['FILL-04'],
    file: 'src/kraken/v1/requests.ts',
    find: 'consolidate_taker: false',
    replace: 'consolidate_taker: true',
    way: { dialect: 'v1' },
    scenarios: ['one-sweep-in-several-rows'],
    caughtBy: 'every fill told happened, as it was told',
  },
  {
    id: 'average-price-told-as-the-fills',
    bug: 'A fill is told at the average price of the order so far.',
    covers: ['FILL-05'],
    file: 'src/broker/tell.ts',
    find: 'price: plain(trade.price)',
    replace:
      'price: plain(desk.accounting.trades().filter(({ txid }) => txid === trade.txid)' +
      '.reduce((sum, { cost }) => sum.plus(cost), trade.cost.minus(trade.cost)).div(desk.accounting.executed(trade.txid)))',
    scenarios: ['three-slices-as-taker', 'one-sweep-in-several-rows', 'three-slices-as-maker'],
    caughtBy: 'every fill told happened, as it was told',
    isAlone: true,
  },
  {
    id: 'closed-told-as-canceled',
    bug: 'An order that was filled is told as canceled.',
    covers: ['FILL-06'],
    file: 'src/broker/tell.ts',
    find: 'report(desk, dialog, order.status, order.reason)',
    replace: "report(desk, dialog, order.status === 'closed' ? 'canceled' : order.status, order.reason)",
    scenarios: ['plain-order-life'],
    caughtBy: "every order's last told status agrees with Kraken",
    isAlone: true,
  },
  {
    id: 'first-live-fill-raises',
    bug: 'The path of a live fill was never walked before production, and raises on the first one.',
    covers: ['FILL-07'],
    file: 'src/broker/updates.ts',
    find: '  const orders = new Set(fresh.map((trade) => trade.txid))\n',
    replace:
      '  const orders = new Set(fresh.map((trade) => trade.txid))\n' +
      "  if (orders.size > 0) throw new TypeError('trades2pps() got 3 arguments and takes 4')\n",
    scenarios: ['plain-order-life'],
    caughtBy: 'no machine breaks a claim of its own',
  },
  {
    id: 'an-ending-must-have-a-reason',
    bug: 'The end of an order is read by subscripting the reason that Kraken need not give.',
    covers: ['FILL-09'],
    file: 'src/broker/tell.ts',
    find: '  else report(desk, dialog, order.status, order.reason)\n',
    replace:
      "  else if (order.status === 'canceled' && order.reason === undefined) throw new Error('KeyError: cancel_reason')\n" +
      '  else report(desk, dialog, order.status, order.reason)\n',
    scenarios: ['order-rows-of-another-shape'],
    caughtBy: 'no machine breaks a claim of its own',
  },
  {
    id: 'trades-told-apart-by-their-time',
    bug: 'Trades are told apart by their time, which several of one instant share.',
    covers: ['FILL-11', 'POS-09'],
    file: 'src/broker/accounting.ts',
    find: '.filter((trade) => !knows(trade.id))',
    replace:
      '.filter((trade, place, all) => ![...trades.values(), ...all.slice(0, place)].some(({ at }) => at === trade.at))',
    scenarios: ['flip-in-slices-of-one-instant'],
    caughtBy: 'every fill is told',
  },
  {
    id: 'found-at-its-full-size',
    bug: 'A partly filled order found at the start is loaded as if nothing of it had been executed.',
    covers: ['FILL-12'],
    file: 'src/broker/claims.ts',
    find: 'executed: largerOf(update.executed, traded)',
    replace: 'executed: traded.minus(traded) as Volume',
    scenarios: ['restart-then-edit-everything', 'edited-after-a-fill-then-restarted'],
    caughtBy: "every order's last told status agrees with Kraken",
  },
  {
    id: 'sent-anew-at-its-whole-size',
    bug: 'The order that follows a canceled one is for the whole size again, whatever had been executed.',
    covers: ['FILL-13'],
    file: 'src/broker/control.ts',
    find: 'volume(terms.size.minus(filledOf(dialog)))',
    replace: 'terms.size',
    way: { editPolicy: 'cancel-and-submit' },
    scenarios: ['edit-of-a-partly-filled-order', 'edit-races-partial-fill'],
    caughtBy: 'no dialog executes more than was asked for',
    isAlone: true,
  },
  {
    id: 'money-taken-for-coins',
    bug: 'The volume of an order that spends an amount of money is told as its size in coins.',
    covers: ['FILL-10'],
    file: 'src/broker/tell.ts',
    find: 'return order?.terms.isInQuote === true || filled.gt(terms.size) || isFilledWhole',
    replace: 'return filled.gt(terms.size)',
    scenarios: ['spent-on-the-web-page'],
    caughtBy: 'of an order told closed no more than a lot is left',
    isAlone: true,
  },
]
