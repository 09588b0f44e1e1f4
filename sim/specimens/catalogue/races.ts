/** The life of an order: what comes too early, too late, twice or not at all. */
import type { Specimen } from '../specimens.ts'

export const RACES: readonly Specimen[] = [
  {
    id: 'edit-sent-as-another-order',
    bug: 'A change of price is submitted as a new order, and the old one is left to work.',
    covers: ['RACE-01'],
    file: 'src/broker/control.ts',
    find: '  else if (dialog.wish !== undefined) sendEdit(desk, dialog, order, { terms: dialog.wish, isCutDown: false })\n',
    replace:
      '  else if (dialog.wish !== undefined) {\n' +
      "    const terms = dialog.wish\n    dialog.wish = undefined\n    dialog.phase = { kind: 'resubmitting', terms }\n" +
      '    sendOrder(desk, dialog, { wire: desk.dialogs.nextReqid(desk.out.now()), terms })\n  }\n',
    scenarios: ['both-halves-of-an-edit'],
    caughtBy: 'a dialog has at most one live order',
  },
  {
    id: 'early-edit-is-forgotten',
    bug: 'An edit that comes before the order has an id is dropped without a word.',
    covers: ['RACE-02'],
    file: 'src/broker/requests.ts',
    find: 'dialog.wish = isInForce ? undefined : terms.value',
    replace: "dialog.wish = isInForce || dialog.phase.kind === 'submitting' ? undefined : terms.value",
    scenarios: ['edit-before-the-txid'],
    caughtBy: 'the ending',
  },
  {
    id: 'mark-overwritten-by-the-txid',
    bug: 'What was announced while the id was unknown is overwritten by the id, so the order announced as canceled works.',
    covers: ['RACE-03'],
    file: 'src/broker/claims.ts',
    find: '  order.dialog = dialog\n',
    replace: '  order.dialog = dialog\n  dialog.cancelWanted = false\n',
    way: { editPolicy: 'block' },
    scenarios: ['edit-before-the-txid'],
    caughtBy: 'the ending',
  },
  {
    id: 'early-edit-moves-the-order-before',
    bug: 'An early edit is sent with the order id that an edit before it left behind.',
    covers: ['RACE-04'],
    file: 'src/broker/requests.ts',
    find: '  dialog.wish = isInForce',
    replace:
      '  const [leftOver] = desk.dialogs.all()\n' +
      "  if (dialog.phase.kind === 'submitting' && leftOver !== undefined) {\n" +
      '    leftOver.wish = terms.value\n    advance(desk, leftOver)\n    return\n  }\n' +
      '  dialog.wish = isInForce',
    scenarios: ['early-edit-spares-other-orders'],
    caughtBy: 'every request is built from the dialog it belongs to',
  },
  {
    id: 'early-cancel-is-forgotten',
    bug: 'A cancel that comes before the order has an id is forgotten.',
    covers: ['RACE-05'],
    file: 'src/broker/requests.ts',
    find: '  dialog.cancelWanted = true\n  dialog.wish = undefined\n',
    replace: "  dialog.cancelWanted = dialog.phase.kind !== 'submitting'\n  dialog.wish = undefined\n",
    scenarios: ['cancel-before-the-acknowledgement'],
    caughtBy: 'every request is answered',
  },
  {
    id: 'replaced-half-told-as-canceled',
    bug: 'The old order that an edit replaces is reported to the trader as a canceled one.',
    covers: ['RACE-06'],
    file: 'src/broker/tell.ts',
    find: "if (phase.kind === 'replacing') return wasReplaced(order)",
    replace: "if (phase.kind === 'replacing') return false",
    scenarios: ['both-halves-of-an-edit'],
    caughtBy: 'no order is told ended while it is open on Kraken',
  },
  {
    id: 'mapping-dropped-on-replacement',
    bug: 'The end of the old order takes the whole dialog with it, so that the new order is nobody’s.',
    covers: ['RACE-07'],
    file: 'src/broker/updates.ts',
    find: '  if (order.dialog === undefined) adoptUnclaimed(desk)',
    replace:
      "  if (order.dialog !== undefined && wasReplaced(order)) order.dialog.phase = { kind: 'ended' }\n" +
      '  if (order.dialog === undefined) adoptUnclaimed(desk)',
    scenarios: ['both-halves-of-an-edit'],
    caughtBy: 'the ending',
  },
  {
    id: 'late-fill-kills-the-relay',
    bug: 'The trade of an order that has been called canceled finds no entry in the table, and ends the relay.',
    covers: ['RACE-08'],
    file: 'src/broker/updates.ts',
    find: '    if (dialog !== undefined) move(desk, dialog)\n',
    replace:
      "    if (desk.dialogs.order(id)?.status === 'canceled') throw new Error(`KeyError: ${id}`)\n" +
      '    if (dialog !== undefined) move(desk, dialog)\n',
    scenarios: ['cancel-races-partial-fill'],
    caughtBy: 'no machine breaks a claim of its own',
  },
  {
    id: 'acknowledged-after-sending',
    bug: 'The order leaves for Kraken before the trader’s side knows its id.',
    covers: ['RACE-09'],
    file: 'src/broker/requests.ts',
    find:
      "  desk.out.tell({ kind: 'BrokerdOrderAck', oid, reqid, account: desk.config.account, time: desk.out.now() })\n" +
      '  submit(desk, dialog)\n',
    replace:
      '  submit(desk, dialog)\n' +
      "  desk.out.tell({ kind: 'BrokerdOrderAck', oid, reqid, account: desk.config.account, time: desk.out.now() })\n",
    scenarios: ['fills-precede-the-acknowledgement', 'plain-order-life'],
    caughtBy: 'an acknowledgement comes before any byte of its order leaves',
  },
  {
    id: 'failed-cancel-is-sent-again',
    bug: 'A cancel that Kraken refuses because the order is gone is sent again, for ever.',
    covers: ['RACE-11'],
    file: 'src/broker/updates.ts',
    find: '    flight.refusal = reason\n    return\n',
    replace: '    desk.dialogs.flights.delete(flight.wire)\n    return\n',
    scenarios: ['cancel-races-fill', 'refusal-while-rest-is-behind'],
    caughtBy: 'every request is answered',
  },
  {
    id: 'refused-edit-cancels-the-order',
    bug: 'Any refusal cancels the order that it was about, though Kraken left it as it was.',
    covers: ['RACE-12'],
    file: 'src/broker/failures.ts',
    find: "  tellError(desk, dialog, { request: 'edit', ...why })\n",
    replace: "  tellError(desk, dialog, { request: 'edit', ...why })\n  dialog.cancelWanted = true\n",
    scenarios: ['refused-edit-keeps-the-old-terms'],
    caughtBy: 'an order whose edit Kraken refused is not canceled for that',
  },
  {
    id: 'absent-from-the-open-is-refused',
    bug: 'An order that was filled at once is not among the open ones, and is told as refused.',
    covers: ['RACE-16', 'ERR-02'],
    file: 'src/broker/investigation.ts',
    find: 'askOrders(closedOrdersCall(maker.reqid), isOurs',
    replace: 'askOrders(openOrdersCall, isOurs',
    scenarios: ['filled-unheard-while-rest-is-behind', 'new-order-done-and-unanswered'],
    caughtBy: 'the ending',
  },
  {
    id: 'nobody-patrols',
    bug: 'Nothing ever looks for what a healthy feed did not tell, so an order is believed open until a cancel fails.',
    covers: ['RACE-18', 'FILL-08'],
    file: 'src/broker/broker.ts',
    find: '      beginPatrol(desk, { rest, session, reconciler })\n',
    replace: '',
    scenarios: ['lost-end-of-an-order'],
    caughtBy: 'the ending',
  },
  {
    id: 'post-only-refusal-told-as-a-cancel',
    bug: 'An order that was not taken because it would cross is told as one that the trader canceled.',
    covers: ['RACE-20'],
    file: 'src/broker/tell.ts',
    find: "order.reason === 'Post only order'",
    replace: "order.reason === 'Post only'",
    scenarios: ['post-only-would-cross'],
    caughtBy: 'an order that would have crossed and may not is told refused',
  },
  {
    id: 'silence-taken-for-failure',
    bug: 'An order without an answer is told refused before REST could have shown it.',
    covers: ['RACE-21', 'ERR-01'],
    file: 'src/broker/investigation.ts',
    find: '      if (!isProof) return\n      drop(flight)\n',
    replace: '      drop(flight)\n',
    scenarios: ['missed-while-rest-is-behind', 'answer-later-than-patience', 'filled-unheard-while-rest-is-behind'],
    caughtBy: 'the ending',
  },
  {
    id: 'ended-before-its-fills',
    bug: 'An order is told ended as soon as Kraken says so, though the trades that it counts have not come yet.',
    covers: ['RACE-10'],
    file: 'src/broker/tell.ts',
    find: '  if (!hasAllFills(desk, dialog)) {\n',
    replace: '  if (!hasAllFills(desk, dialog) && dialog.orders.length === 0) {\n',
    scenarios: ['edit-races-fill-in-every-order', 'three-slices-as-maker', 'missed-while-rest-is-behind'],
    caughtBy: 'an ending comes after the fills that it counts',
  },
]
