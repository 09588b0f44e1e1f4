/** Whose an order is: the numbers by which requests, orders and dialogs find each other. */
import type { Specimen } from '../specimens.ts'

export const IDS: readonly Specimen[] = [
  {
    id: 'edit-without-a-new-userref',
    bug: 'An edit does not say under which userref its order shall go, and what it makes looks like somebody else’s.',
    covers: ['ID-02'],
    file: 'src/kraken/v1/requests.ts',
    find: '    newuserref: String(edit.userref),\n',
    replace: '',
    way: { dialect: 'v1' },
    scenarios: ['edit-done-and-unanswered'],
    caughtBy: 'the ending',
  },
  {
    id: 'foreign-orders-known-by-their-userref',
    bug: 'Orders placed on the web page all carry userref 0, and the second one takes the place of the first.',
    covers: ['ID-04'],
    file: 'src/broker/claims.ts',
    find: 'oid: oid(order.txid)',
    replace: 'oid: oid(`${order.userref ?? 0}`)',
    scenarios: ['restart-then-cancel-everything', 'restart-then-edit-everything'],
    caughtBy: 'every step of the story can be performed',
  },
  {
    id: 'fill-of-an-unknown-order-kills',
    bug: 'A trade of an order that this process never placed ends the relay.',
    covers: ['ID-05'],
    file: 'src/broker/tell.ts',
    find: "    desk.out.note('fill of an order no dialog knows', trade.txid)\n",
    replace: '    throw new Error(`KeyError: ${trade.txid}`)\n',
    scenarios: ['fill-of-a-foreign-order'],
    caughtBy: 'no machine breaks a claim of its own',
  },
  {
    id: 'anonymous-refusal-is-nobodys',
    bug: 'A refusal that carries no ids is matched to nothing, and the order stays pending for ever.',
    covers: ['ID-06'],
    file: 'src/broker/control.ts',
    find: '  desk.investigate(flight.dialog)\n',
    replace: '',
    scenarios: ['answers-of-another-shape', 'new-order-never-arrived'],
    caughtBy: 'the world comes to rest',
  },
]
