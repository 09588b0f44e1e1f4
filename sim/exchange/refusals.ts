/** What Kraken refuses by decree: for reasons that nothing here models, such as a locked account or an engine out of breath. */

export type Decree = {
  readonly account: string
  /** The error, in Kraken's words. */
  readonly error: string
  /** How many of the account's calls it strikes. */
  readonly calls: number
  /** Only calls of this method, by its name in REST or in either WebSocket version; of any unless said. */
  readonly method?: string
}

export interface Refusals {
  decree(decree: Decree): void
  /** The error with which this call is refused, if it is; uses the decree up by one. */
  take(account: string, method: string): string | undefined
  /** Ends them all. */
  heal(): void
}

export function createRefusals(): Refusals {
  let inForce: { readonly decree: Decree; left: number }[] = []
  return {
    decree: (decree) => void inForce.push({ decree, left: decree.calls }),
    take(account, method) {
      const struck = inForce.find(
        ({ decree }) =>
          decree.account === account && (decree.method === undefined || plain(decree.method) === plain(method)),
      )
      if (struck === undefined) return undefined
      struck.left -= 1
      inForce = inForce.filter(({ left }) => left > 0)
      return struck.decree.error
    },
    heal() {
      inForce = []
    },
  }
}

/** `AddOrder`, `addOrder` and `add_order` are one method. */
const plain = (method: string): string => method.replaceAll('_', '').toLowerCase()
