/** Which order a story means by a name, when somebody acts on it without the broker. */
import type { Reqid, Txid } from '../../src/ids.ts'
import type { TruthOrder } from '../truth.ts'

/**
 * The newest txid of an order, as the account's owner would find it on the web page: the order `placed` there, or one
 * that the broker sent with a userref of these `reqids`, or what an edit put in the place of such an order.
 */
export function newestTxid(
  orders: Iterable<TruthOrder>,
  named: {
    readonly account: string
    readonly placed: Txid | undefined
    readonly reqids: ReadonlySet<Reqid>
  },
): Txid | undefined {
  const userrefs = new Set<number>(named.reqids)
  const known = new Set<Txid>()
  let newest: Txid | undefined
  for (const { account, txid, userref, replaces } of orders) {
    if (account !== named.account) continue
    const isReplacement = replaces !== undefined && known.has(replaces)
    if (txid !== named.placed && !userrefs.has(userref) && !isReplacement) continue
    known.add(txid)
    newest = txid
  }
  return newest
}
