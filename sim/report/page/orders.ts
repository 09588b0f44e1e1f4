/** Finds out which rows speak of which order, through all the ids that an order has in its life. */
import type { Names } from '../names.ts'
import type { Glance, Id } from './glance.ts'
import type { PageOrder, Told } from './shape.ts'

export type Orders = {
  readonly orders: readonly PageOrder[]
  /** Of each row told, the numbers of the orders it speaks of. */
  readonly of: readonly (readonly number[])[]
  /** The order that has this id. */
  readonly find: (id: Id) => number | undefined
}

export function gatherOrders(told: readonly Told[], looks: readonly Glance[], names: Names): Orders {
  const family = families()
  for (const { links } of looks) for (const ids of links) family.join(ids)
  for (const { mentions } of looks) for (const id of mentions) family.join([id])

  // An id that nobody but a request had is no order.
  const members = new Map<Id, Id[]>()
  for (const id of family.all()) {
    const root = family.root(id)
    members.set(root, [...(members.get(root) ?? []), id])
  }
  const firstRows = new Map<Id, number>()
  const orders: { readonly root: Id; rowCount: number }[] = []
  const numbers = new Map<Id, number>()
  const find = (id: Id): number | undefined => {
    const root = family.root(id)
    const known = numbers.get(root)
    if (known !== undefined) return known
    if (!(members.get(root) ?? []).some((member) => !member.startsWith('ref:'))) return undefined
    numbers.set(root, orders.length)
    return orders.push({ root, rowCount: 0 }) - 1
  }
  const of = told.map(({ row }, place) => {
    const { links, mentions } = looks[place] ?? { links: [], mentions: [] }
    for (const id of [...links.flat(), ...mentions]) if (!firstRows.has(id)) firstRows.set(id, row)
    const found = new Set([...links.flat(), ...mentions].map(find).filter((order) => order !== undefined))
    for (const order of found) {
      const counted = orders[order]
      if (counted !== undefined) counted.rowCount += 1
    }
    return [...found]
  })

  return {
    orders: orders.map(({ root, rowCount }) => {
      const ids = members.get(root) ?? []
      const ofKind = (kind: string): readonly string[] =>
        ids.filter((id) => id.startsWith(kind)).map((id) => id.slice(kind.length))
      const [oid] = ofKind('oid:')
      const txids = ofKind('txid:').map((txid) => ({
        short: names.order(txid),
        txid,
        row: firstRows.get(`txid:${txid}`) ?? 0,
      }))
      const name = oid === undefined ? (txids[0]?.short ?? '?') : names.wish(oid)
      return { name, txids, ...(oid === undefined ? {} : { oid }), rowCount }
    }),
    of,
    find,
  }
}

/** Sets of ids that grow together: a union-find with halved paths. */
function families(): { join(ids: readonly Id[]): void; root(id: Id): Id; all(): Iterable<Id> } {
  const parents = new Map<Id, Id>()
  const root = (id: Id): Id => {
    let at = id
    for (let up = parents.get(at); up !== undefined && up !== at; up = parents.get(at)) {
      parents.set(at, parents.get(up) ?? up)
      at = up
    }
    return at
  }
  return {
    root,
    all: () => parents.keys(),
    join: ([first, ...others]) => {
      if (first === undefined) return
      if (!parents.has(first)) parents.set(first, first)
      for (const other of others) {
        if (!parents.has(other)) parents.set(other, other)
        parents.set(root(other), root(first))
      }
    },
  }
}
