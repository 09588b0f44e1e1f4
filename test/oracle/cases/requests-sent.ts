/** Right and doctored runs for the invariants of what leaves for Kraken. */
import { cancelFrame, canceled, editFrame, edited, resting, secondDialog } from '../runs.ts'
import type { Case } from './case.ts'

const v2 = (symbol: string | readonly string[]): string => JSON.stringify({ method: 'add_order', params: { symbol } })

export const requestsSentCases: readonly Case[] = [
  {
    claim: 'an acknowledgement comes before any byte of its order leaves',
    holds: [resting()],
    fires: [
      [
        resting().asks('B', { size: '1' }).sendsOrder(8).acknowledges('B', 8),
        'order 8 left before it was acknowledged',
      ],
      [resting().sendsOrder(8, { userref: undefined }), 'an order for XMR/EUR left without a userref'],
    ],
  },
  {
    claim: 'every request is built from the dialog it belongs to',
    holds: [resting(), edited(), canceled(), resting().asks('A', { size: '3' }).sends(cancelFrame('O1'))],
    fires: [
      [resting().cancels('A').sends(cancelFrame('O9')), 'a cancel names O9, which Kraken does not know'],
      [
        secondDialog().cancels('B').sends(cancelFrame('O1')),
        'a cancel names O1, and nobody asked for that or for a change',
      ],
      [
        resting().asks('B', { size: '2', action: 'sell' }).acknowledges('B', 8).sendsOrder(8),
        'B is to sell xmreur.kraken, and left as buy XMR/EUR',
      ],
      [
        resting().asks('B', { size: '2', symbol: 'XMR/USD' }).acknowledges('B', 8).sendsOrder(8),
        'B is to buy XMR/USD, and left as buy XMR/EUR',
      ],
      [resting().asks('B', { size: '1' }).acknowledges('B', 8).sendsOrder(8), 'B asks for volume 1, and left with 2'],
      [
        secondDialog().sends(editFrame('O1', { newuserref: '8' })),
        'the edit with newuserref 8 names O1, an order of another dialog',
      ],
      [
        resting().sends(editFrame('O1', { pair: 'XMR/USD' })),
        'an edit of O1 names pair XMR/USD, and the order is in XXMRZEUR',
      ],
      [resting().sends(editFrame('O9')), 'an edit names O9, which Kraken does not know'],
    ],
  },
  {
    claim: 'no request names a dead txid after the broker was told of its end',
    holds: [
      canceled(),
      edited(),
      // A new process cannot know what the last one heard.
      canceled().ended('crashed').started().sends(cancelFrame('O1')),
    ],
    fires: [
      [canceled().sends(cancelFrame('O1')), 'cancelOrder names O1, whose end had been received'],
      [edited().sends(editFrame('O1')), 'editOrder names O1, whose end had been received'],
      [
        resting()
          .posts('/0/private/ClosedOrders', 'nonce=3')
          .answered({ result: { closed: { O1: { status: 'canceled' } } } })
          .sends(cancelFrame('O0', 'O1')),
        'cancelOrder names O1, whose end had been received',
      ],
      [
        resting()
          .posts('/0/private/QueryOrders', 'nonce=3')
          .answered({ result: { O1: { status: 'expired' } } })
          .sends(cancelFrame('O1')),
        'cancelOrder names O1, whose end had been received',
      ],
    ],
  },
  {
    claim: 'every number that leaves is a plain decimal and a multiple of its tick',
    holds: [
      resting(),
      edited(),
      resting().sendsOrder(8, { ordertype: 'market', price: '0.001' }),
      resting().sends('{"event":"addOrder","userref":"8","pair":"XMR/EUR","price":149.50,"volume":0.00000001}'),
    ],
    fires: [
      [resting().sendsOrder(8, { price: '149.505' }), 'price 149.505 is no multiple of the tick of XMR/EUR'],
      [resting().sendsOrder(8, { volume: '1e-7' }), 'volume 1e-7 is no plain decimal'],
      [
        resting().sends('{"event":"addOrder","userref":"8","pair":"XMR/EUR","price":1.5e2,"volume":"1"}'),
        'price 1.5e2 is no plain decimal',
      ],
      [
        resting().sends(editFrame('O1', { volume: '0.000000001' })),
        'volume 0.000000001 is no multiple of the tick of XMR/EUR',
      ],
      [
        resting().sendsOrder(8, { pair: 'XMR/CHF' }),
        'price 149.5 is for XMR/CHF, which Kraken does not list',
        'volume 2 is for XMR/CHF, which Kraken does not list',
      ],
    ],
  },
  {
    claim: 'no frame of WebSocket v2 names a market by its old name',
    holds: [
      resting().sends(v2('BTC/EUR')),
      resting().sends(v2('XBTC/EUR')),
      resting().sends(v2(['DOGE/BTC', 'XMR/BTC'])),
    ],
    fires: [
      [resting().sends(v2('XBT/EUR')), 'a frame left for XBT/EUR'],
      [resting().sends(v2(['XMR/BTC', 'XDG/BTC', 'XMR/XBT'])), 'a frame left for XDG/BTC', 'a frame left for XMR/XBT'],
    ],
  },
  {
    claim: 'nonces rise',
    holds: [resting()],
    fires: [
      [
        resting().posts('/0/private/Balance', 'asset=XMR&nonce=2'),
        '/0/private/Balance has nonce 2, and 2 was used before',
      ],
      [
        resting().ended('crashed').started().posts('/0/private/Balance', '{"nonce":"1"}'),
        '/0/private/Balance has nonce 1, and 2 was used before',
      ],
      [resting().posts('/0/private/Balance', ''), '/0/private/Balance carries no nonce'],
    ],
  },
]
