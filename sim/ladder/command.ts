/** What is asked of both books, in the texts of the wire; every command has a number, and an order that of its own. */

export type Command = { readonly number: number; readonly account: string } & (
  | ({ readonly kind: 'place'; readonly side: 'buy' | 'sell'; readonly feeIn: 'base' | 'quote' } & Terms & {
        readonly volume: string
      })
  | { readonly kind: 'cancel'; readonly order: number }
  | { readonly kind: 'cancel-all' }
  /** In place; the volume is the whole one, what was executed included. */
  | ({ readonly kind: 'amend'; readonly order: number } & Terms)
  /** Another order takes its place, under this command's number. */
  | ({ readonly kind: 'edit'; readonly order: number } & Terms)
  | { readonly kind: 'deposit'; readonly asset: string; readonly amount: string }
)

type Terms = {
  /** Undefined for a market order, and where an order keeps the one it has. */
  readonly price: string | undefined
  readonly volume: string | undefined
  readonly postOnly: boolean
}

/** One execution: orders by number, the price in units of the pair's decimals. */
export type Match = { readonly maker: number; readonly taker: number; readonly price: bigint; readonly lots: bigint }
