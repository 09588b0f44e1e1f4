/** How a story should end: what is held against what the trader heard and against what is true at Kraken. */

export type PriceText = `${number}`
/** `2 XMR`: a plain decimal and the asset's altname. */
export type Amount = `${number} ${Uppercase<string>}`
type OneOf<Value extends string> = { readonly oneOf: readonly Value[] }
export const oneOf = <Value extends string>(...values: readonly Value[]): OneOf<Value> => ({ oneOf: values })
type Expected<Value extends string> = Value | OneOf<Value>

export type OrderEnding =
  | `open ${Amount} at ${PriceText}`
  | `filled ${Amount}`
  | 'canceled'
  | `canceled after ${Amount}`
  | `refused by ${'us' | 'kraken'}: ${string}`

export type Ending = {
  /** By the name of the order: as the trader last heard of it. */
  readonly orders?: Readonly<Record<string, Expected<OrderEnding>>>
  /** In the story's market, as the trader last heard. */
  readonly position?: Expected<Amount | 'nothing'>
  readonly ppu?: Expected<PriceText>
  /** In other markets, by wsname. */
  readonly positions?: Readonly<Record<string, Amount | 'nothing'>>
  /** The trader's open orders, in truth, oldest first. */
  readonly openOnKraken?: OpenOrders | { readonly oneOf: readonly OpenOrders[] }
  /** What stands in `pps.toml`, letter for letter, and in what was put aside of an older one. */
  readonly files?: { readonly positions?: readonly string[]; readonly kept?: readonly string[] }
  /** Why the broker ended the last time it gave up; how the reason begins. */
  readonly gaveUp?: string
  /** How many fills the trader was told of. */
  readonly fills?: number | { readonly oneOf: readonly number[] }
}

export type OpenOrders = 'nothing' | readonly `${Amount} at ${PriceText}`[]
