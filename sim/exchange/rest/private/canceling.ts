/** Private endpoints that end orders. Source: protocol 3.6. */
import { type Result, fail, ok } from '../../../../src/result.ts'
import * as errors from '../../errors.ts'
import { openOrdersNamed, orderWithClOrdId } from '../../named.ts'
import type { Order } from '../../orders.ts'
import { cancelAll, cancelOrders } from '../../trading.ts'
import { itemsOf, textIn } from '../params.ts'
import type { Answer, PrivateCall, PrivateEndpoints } from '../registry.ts'

/** A key that may only end orders may end them. */
const NEEDS = ['modify-trades', 'close-trades'] as const

export const CANCELING: PrivateEndpoints = {
  CancelOrder: {
    what: 'Ends an order by its id or the client’s, or all with a userref.',
    params: 'txid, cl_ord_id',
    needs: NEEDS,
    answer: cancelNamed,
  },
  CancelOrderBatch: {
    what: 'Ends up to fifty orders; names of no open order are passed over.',
    params: 'orders, cl_ord_ids',
    needs: NEEDS,
    answer: cancelSeveral,
  },
  CancelAll: {
    what: 'Ends every order of the account.',
    params: '',
    needs: NEEDS,
    answer: ({ at, venue, account }) => counted(cancelAll(at, venue, account)),
  },
  CancelAllOrdersAfter: {
    what: 'Ends every order when it is not called again in time.',
    params: 'timeout',
    needs: NEEDS,
    answer: ({ at, venue, account, params }) => venue.deadMan.set(at, account, params.get('timeout') ?? ''),
  },
}

/** Source: protocol 3.6. */
const MOST_IN_A_BATCH = 50

function cancelNamed({ at, venue, account, params }: PrivateCall): Answer {
  const [name, clOrdId] = [textIn(params, 'txid'), textIn(params, 'cl_ord_id')]
  if ((name === undefined) === (clOrdId === undefined)) return fail(errors.invalidArguments('txid'))
  const orders =
    name === undefined ? listed(orderWithClOrdId(venue, account, clOrdId ?? '')) : openOrdersNamed(venue, account, name)
  const canceled = cancelOrders(at, venue, orders)
  return canceled.ok && canceled.value === 0 ? fail(errors.UNKNOWN_ORDER) : counted(canceled)
}

function cancelSeveral({ at, venue, account, params }: PrivateCall): Answer {
  const names = textsOf(params, 'orders')
  const clOrdIds = textsOf(params, 'cl_ord_ids')
  const count = names.length + clOrdIds.length
  if (count === 0 || count > MOST_IN_A_BATCH) return fail(errors.invalidArguments('orders'))
  const orders = [
    ...names.flatMap((name) => openOrdersNamed(venue, account, name)),
    ...clOrdIds.flatMap((id) => listed(orderWithClOrdId(venue, account, id))),
  ]
  return counted(cancelOrders(at, venue, [...new Set(orders)]))
}

const textsOf = (params: PrivateCall['params'], name: string): readonly string[] =>
  itemsOf(params, name).map((item) => item.get('') ?? '')

const listed = (order: Order | undefined): readonly Order[] => (order === undefined ? [] : [order])
const counted = (canceled: Result<number, string>): Answer => (canceled.ok ? ok({ count: canceled.value }) : canceled)
