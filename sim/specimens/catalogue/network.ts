/** Lines that break, fall silent, or say something twice; and history that fills in. */
import type { Specimen } from '../specimens.ts'

export const NETWORK: readonly Specimen[] = [
  {
    id: 'history-is-read-once',
    bug: 'Trades are read from REST at the start alone, and what happens while the line is down is lost.',
    covers: ['NET-01'],
    file: 'src/broker/questions.ts',
    find: '      missingTrades({ desk, rest }, (trades) => {\n',
    replace:
      '      if (desk.dialogs.all().length > 0) {\n        then([])\n        return\n      }\n' +
      '      missingTrades({ desk, rest }, (trades) => {\n',
    scenarios: ['more-than-fifty-fills-missed'],
    caughtBy: 'every fill is told',
  },
  {
    id: 'snapshot-told-as-news',
    bug: 'The trades with which a subscription begins are told as new ones.',
    covers: ['NET-02'],
    file: 'src/broker/updates.ts',
    find: '  desk.untold.push(...fresh.filter(',
    replace: '  desk.untold.push(...trades.filter(',
    scenarios: ['hole-in-the-sequence', 'fills-during-an-outage'],
    caughtBy: 'no fill is told twice',
  },
  {
    id: 'handshake-swallows-the-snapshot',
    bug: 'While the acknowledgements of both subscriptions are awaited, everything else is thrown away.',
    covers: ['NET-03'],
    file: 'src/broker/session.ts',
    find: '    if (feed === undefined) return\n    const isSnapshot',
    replace:
      '    if (feed === undefined) return\n' +
      '    if (![...line.feeds.values()].every((one) => one.isSubscribed)) {\n      feed.hasTold = true\n      return\n    }\n' +
      '    const isSnapshot',
    scenarios: ['handshake-in-every-order', 'late-snapshot'],
    caughtBy: "every live order of the trader's account is known to the trader",
  },
  {
    id: 'token-fetched-once',
    bug: 'The token of the first connection is used for all that follow.',
    covers: ['NET-05'],
    file: 'src/broker/session.ts',
    find: '      socket,\n      token,\n',
    replace: '      socket,\n      token: ((rest as RestClient & { token?: string }).token ??= token),\n',
    scenarios: ['token-expires-during-an-outage'],
    caughtBy: 'the world comes to rest',
  },
  {
    id: 'sent-again-by-the-socket',
    bug: 'An order without an answer is sent again as soon as there is a socket.',
    covers: ['NET-07'],
    file: 'src/broker/broker.ts',
    find: '          const repair = (repairs += 1)\n',
    replace:
      '          const repair = (repairs += 1)\n' +
      '          for (const { request, wire, terms, dialog } of [...desk.dialogs.flights.values()].flatMap((flight) =>\n' +
      "            flight.request === 'addOrder' ? [flight] : [],\n          )) if (request === 'addOrder')\n" +
      '            desk.send((token) => dialect.addOrder({ token, reqid: wire, userref: dialog.reqid, pair: dialog.pair,\n' +
      '              side: dialog.side, orderType: dialog.orderType, price: terms.price, volume: terms.size,\n' +
      '              postOnly: dialog.postOnly, manner: dialog.manner, deadline: undefined }))\n',
    scenarios: ['filled-unheard-while-rest-is-behind', 'new-order-done-and-unanswered'],
    caughtBy: 'no dialog executes more than was asked for',
  },
  {
    id: 'a-dead-line-is-believed',
    bug: 'A connection that is open and dead is never given up.',
    covers: ['NET-08'],
    file: 'src/broker/session.ts',
    find: '      if (silence > SILENCE_MAX) {\n',
    replace: '      if (silence > 1000 * SILENCE_MAX) {\n',
    scenarios: ['half-open-line'],
    caughtBy: 'nothing is sent on a line that died half a minute ago',
  },
  {
    id: 'sequence-is-only-logged',
    bug: 'A hole in the sequence is not looked at.',
    covers: ['NET-09'],
    file: 'src/broker/session.ts',
    find: "      hangUp('a frame is missing')\n      return\n",
    replace: '',
    scenarios: ['hole-in-the-sequence'],
    caughtBy: 'no line is gone on with after a frame of a feed was lost',
  },
  {
    id: 'found-orders-are-not-told',
    bug: 'The orders found at the start are relayed before anybody listens.',
    covers: ['NET-10'],
    file: 'src/broker/claims.ts',
    find: '  tellFound(desk, dialog, order)\n',
    replace: '',
    scenarios: ['handshake-in-every-order', 'late-snapshot'],
    caughtBy: "every live order of the trader's account is known to the trader",
  },
  {
    id: 'found-orders-are-canceled',
    bug: 'Everything found live at the start is canceled.',
    covers: ['NET-11'],
    file: 'src/broker/claims.ts',
    find: '  tellFound(desk, dialog, order)\n',
    replace: '  tellFound(desk, dialog, order)\n  dialog.cancelWanted = true\n',
    scenarios: ['restart-then-edit-everything'],
    caughtBy: 'the ending',
  },
  {
    id: 'reconnects-in-a-storm',
    bug: 'A connection that is refused is tried again at once, for as long as it is refused.',
    covers: ['NET-12'],
    file: 'src/broker/session.ts',
    find: 'const RECONNECT_SECONDS = [1, 2, 5, 10, 20]',
    replace: 'const RECONNECT_SECONDS = [0.25]',
    scenarios: ['connections-refused-for-minutes'],
    caughtBy: 'no more connections are tried than Cloudflare bears',
  },
  {
    id: 'unexpected-word-kills',
    bug: 'A message of a kind that the loop does not know ends it.',
    covers: ['NET-13', 'SCH-02'],
    file: 'src/broker/session.ts',
    find: "        out.note('frame not understood', frame.why)\n",
    replace: '        throw new Error(frame.why)\n',
    scenarios: ['strange-words-on-the-line'],
    caughtBy: 'no machine breaks a claim of its own',
  },
  {
    id: 'count-must-be-what-was-read',
    bug: 'A history is only accepted when there are exactly as many rows as Kraken counts.',
    covers: ['HIST-01'],
    file: 'src/broker/history.ts',
    find: '      if (atHand >= count && ',
    replace:
      "      if (rows.length < FULL_PAGE && atHand !== count) throw new Error('AssertionError')\n      if (atHand >= count && ",
    scenarios: ['count-of-the-history-is-wrong', 'trade-between-two-pages'],
    caughtBy: 'no machine breaks a claim of its own',
  },
  {
    id: 'first-page-only',
    bug: 'Of a history the first page alone is read.',
    covers: ['HIST-02'],
    file: 'src/broker/history.ts',
    find: '      else if (rows.length > 0) ask(offset + rows.length)\n',
    replace: '      else if (rows.length > 0) finish()\n',
    scenarios: ['more-than-fifty-fills-missed'],
    caughtBy: 'the ledger file holds every trade and transfer verbatim, and nothing else',
  },
  {
    id: 'result-read-before-the-error',
    bug: 'The result of an answer is taken before its errors are looked at.',
    covers: ['HIST-03'],
    file: 'src/kraken/rest.ts',
    find: '  if (failure !== undefined) return fail(krakenError(failure))\n',
    replace: "  if (failure !== undefined && envelope.data.result === undefined) throw new Error('KeyError: result')\n",
    scenarios: ['private-endpoints-fail-at-start'],
    caughtBy: 'no machine breaks a claim of its own',
  },
]
