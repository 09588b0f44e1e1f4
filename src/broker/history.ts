/** Fills in what the feeds did not bring: Kraken's trades and the rows of its ledger, page by page, until nothing is missing. */
import type { Entry } from '../kraken/entry.ts'
import { readEntry } from '../kraken/entry.ts'
import type { Trade } from '../kraken/trade.ts'
import { readTrade } from '../kraken/trade.ts'
import type { Json } from '../kraken/json.ts'
import type { Page, RestCall } from '../kraken/rest.ts'
import { ledgersCall, tradesHistoryCall } from '../kraken/rest.ts'
import type { Result } from '../result.ts'
import type { Desk } from './desk.ts'
import type { RestClient } from './rest-client.ts'

type Parts = { readonly desk: Desk; readonly rest: RestClient }

/** Hands over the trades not booked yet, oldest first. */
export function missingTrades({ desk, rest }: Parts, then: (trades: readonly Trade[]) => void): void {
  collect<Trade>(
    {
      rest,
      call: tradesHistoryCall,
      read: (id, row) => readTrade(id, row, desk.reference.pairNamed),
      known: () => desk.accounting.trades().length,
      isKnown: desk.accounting.knows,
      complain: (why) => desk.out.note('frame not understood', why),
      incomplete: (why) => desk.out.note('history incomplete', why),
    },
    then,
  )
}

/** Hands over the ledger's rows not known yet, oldest first. */
export function missingEntries({ desk, rest }: Parts, then: (entries: readonly Entry[]) => void): void {
  collect<Entry>(
    {
      rest,
      call: ledgersCall,
      read: (id, row) => readEntry(id, row, desk.reference.wholeAssetNamed),
      known: () => desk.accounting.entries().length,
      isKnown: desk.accounting.knows,
      complain: (why) => desk.out.note('frame not understood', why),
      incomplete: (why) => desk.out.note('history incomplete', why),
    },
    then,
  )
}

/** Kraken's pages, when there is more to come. Source: protocol 3.4. */
const FULL_PAGE = 50

type History<Row> = {
  readonly rest: RestClient
  readonly call: (offset: number) => RestCall<Page>
  readonly read: (id: string, row: Json) => Result<Row, string>
  readonly known: () => number
  readonly isKnown: (id: string) => boolean
  readonly complain: (why: string) => void
  readonly incomplete: (why: string) => void
}

/**
 * Pages run from the newest to the oldest, and rows that come in meanwhile push the others further back: a page may
 * repeat rows and never skips one. Kraken's count is a help and not a proof, since it can be stale: it ends when there
 * are as many as Kraken counts and the pages have reached what was known before, or their end.
 */
function collect<Row>(history: History<Row>, then: (rows: readonly Row[]) => void): void {
  const found = new Map<string, Row>()
  const unreadable = new Set<string>()
  const finish = (): void => then([...found.values()].reverse())
  const ask = (offset: number): void => {
    history.rest.ask(history.call(offset), (reply) => {
      if (!reply.ok) {
        history.incomplete(reply.error.text)
        finish()
        return
      }
      const rows = Object.entries(reply.value.rows)
      const reachesKnown = rows.some(([id]) => history.isKnown(id))
      for (const [id, row] of rows) {
        if (found.has(id) || unreadable.has(id) || history.isKnown(id)) continue
        const read = history.read(id, row)
        if (read.ok) found.set(id, read.value)
        else {
          unreadable.add(id)
          history.complain(read.error)
        }
      }
      const count = reply.value.count ?? 0
      const atHand = history.known() + found.size + unreadable.size
      const isEnd = rows.length < FULL_PAGE && offset + rows.length >= count
      if (atHand >= count && (reachesKnown || isEnd)) finish()
      else if (rows.length > 0) ask(offset + rows.length)
      else {
        history.incomplete(`Kraken counts ${count} and shows ${atHand}`)
        finish()
      }
    })
  }
  ask(0)
}
