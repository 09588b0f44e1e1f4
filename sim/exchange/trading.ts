/** What a client can do with orders, whichever way it asks: checked, counted, carried out, answered in values. */
import { type Result, fail, ok } from '../../src/result.ts'
import type { Instant } from '../../src/time.ts'
import { type AmendWish, type EditWish, type Wish, cancelRefusal, checkAmend, checkEdit, checkNew } from './checks.ts'
import type { Order, OrderTerms } from './orders.ts'
import type { Venue } from './venue.ts'

/** Who asks what of whom. */
type Asked<Of> = { readonly at: Instant; readonly venue: Venue; readonly wish: Of }

/** An order as it was taken; only checked when there is no order. */
export type Added = { readonly terms: OrderTerms; readonly order?: Order }

/** `validate`: checked, and not placed. */
export function addOrder({
  at,
  venue,
  wish,
  validate,
}: Asked<Wish> & { readonly validate: boolean }): Result<Added, string> {
  const terms = checkNew(at, venue, wish)
  if (!terms.ok) return terms
  if (validate) return ok({ terms: terms.value })
  const placed = venue.engine.place(at, terms.value)
  return placed.ok ? ok({ terms: terms.value, order: placed.value }) : placed
}

/** All or none pass the checks; what the engine then refuses is refused alone. Source: protocol 3.6. */
export function addBatch({
  at,
  venue,
  wishes,
  validate,
}: Omit<Asked<never>, 'wish'> & { readonly wishes: readonly Wish[]; readonly validate: boolean }): Result<
  readonly Result<Added, string>[],
  string
> {
  const accepted: OrderTerms[] = []
  for (const wish of wishes) {
    const terms = checkNew(at, venue, { ...wish, isBatched: true })
    if (!terms.ok) return terms
    accepted.push(terms.value)
  }
  return ok(
    accepted.map((terms): Result<Added, string> => {
      if (validate) return ok({ terms })
      const placed = venue.engine.place(at, terms)
      return placed.ok ? ok({ terms, order: placed.value }) : placed
    }),
  )
}

export function editOrder({
  at,
  venue,
  order,
  wish,
  validate,
}: Asked<EditWish> & { readonly order: Order; readonly validate: boolean }): Result<Added, string> {
  const terms = checkEdit(at, venue, order, wish)
  if (!terms.ok) return terms
  if (validate) return ok({ terms: terms.value })
  const placed = venue.engine.replace(at, { order, terms: terms.value })
  return placed.ok ? ok({ terms: terms.value, order: placed.value }) : placed
}

/** Gives the amend's id. */
export function amendOrder({
  at,
  venue,
  order,
  wish,
}: Asked<AmendWish> & { readonly order: Order }): Result<string, string> {
  const to = checkAmend(at, venue, order, wish)
  return to.ok ? venue.engine.amend(at, { order, to: to.value }) : to
}

/** Ends these orders, all or none; gives how many. */
export function cancelOrders(at: Instant, venue: Venue, orders: readonly Order[]): Result<number, string> {
  const refusal = cancelRefusal(at, venue, orders)
  if (refusal !== undefined) return fail(refusal)
  for (const order of orders) venue.engine.cancel(at, order)
  return ok(orders.length)
}

export const cancelAll = (at: Instant, venue: Venue, account: string): Result<number, string> =>
  cancelOrders(at, venue, [...venue.history.of(account).open.values()])
