/** What REST says of the account whose frames were captured: only what those frames say. */
import type { Row } from './captured.ts'
import type { Rest } from './stage.ts'

export class Account implements Rest {
  readonly #trades: Row[] = []
  readonly #orders = new Map<string, Row['fields']>()

  /** In the order executed. */
  traded(...trades: readonly Row[]): void {
    this.#trades.push(...trades)
  }

  /** In the words of the feed; later ones add to what is known or change it. */
  orderIs({ id, fields }: Row): void {
    this.#orders.set(id, { ...this.#orders.get(id), ...fields })
  }

  trades = (): string => table(this.#trades.toReversed())

  queryOrders = (txids: readonly string[]): string =>
    table(
      txids.flatMap((id) => {
        const fields = this.#orders.get(id)
        return fields === undefined ? [] : [{ id, fields: inRestWords(fields) }]
      }),
    )

  openOrders = (): string => table(this.#open().map(({ id, fields }) => ({ id, fields: inRestWords(fields) })))

  /** What version 1 says when a subscription begins anew. */
  snapshot(channel: string): string {
    const rows = channel === 'openOrders' ? this.#open() : this.#trades.toReversed()
    const list = rows.map(({ id, fields }) => ({ [id]: fields }))
    return JSON.stringify([list, channel, { sequence: 1 }])
  }

  #open(): readonly Row[] {
    const rows = [...this.#orders].map(([id, fields]) => ({ id, fields }))
    return rows.filter(({ fields: { status } }) => status === 'open' || status === 'pending')
  }
}

/** REST has another name for why and when an order ended. */
function inRestWords({ lastupdated, cancel_reason: why, ...fields }: Row['fields']): Row['fields'] {
  return {
    ...fields,
    ...(lastupdated === undefined ? {} : { closetm: lastupdated }),
    ...(why === undefined ? {} : { reason: why }),
  }
}

/** REST's times are numbers. */
const table = (rows: readonly Row[]): string =>
  `{${rows.map(({ id, fields }) => `"${id}":${JSON.stringify(fields).replaceAll(/"(time|opentm|closetm)":"([\d.]+)"/g, '"$1":$2')}`).join(',')}}`
