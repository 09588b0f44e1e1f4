/** Follows the account's own ledger: books its new rows, and holds the balances against all that is booked. */
import type { Entry } from '../kraken/entry.ts'
import { balanceCall } from '../kraken/rest.ts'
import type { Accounting } from './accounting.ts'
import { auditBalances } from './audit.ts'
import type { Desk } from './desk.ts'
import { missingEntries } from './history.ts'
import { isProofAt } from './proof.ts'
import type { Questions } from './questions.ts'
import type { RestClient } from './rest-client.ts'

/** Gives what is to be done now and then, and goes on with `then` once it is. */
export function accountPoll(desk: Desk, { rest, questions }: { rest: RestClient; questions: Questions }) {
  /** What the last audit of the balances found; nothing when they agreed. */
  let lastAudit: string | undefined

  function pollAccount(then: () => void): void {
    const { accounting, out } = desk
    missingEntries({ desk, rest }, (entries) => {
      tellBooked(accounting.bookEntries(entries))
      if (strays().length === 0) {
        audit(then)
        return
      }
      const askedAt = desk.krakenNow()
      questions.backfillTrades(() => {
        const certain = strays().filter(({ at }) => isProofAt(askedAt, at))
        if (certain.length > 0) out.note('trade in the ledger alone', certain.map(({ refid }) => refid).join(' '))
        tellBooked(accounting.bookStrays(certain))
        audit(then)
      })
    })
  }

  /** Rows of trades that should have been heard of by now. */
  const strays = (): readonly Entry[] => desk.accounting.strays().filter(({ at }) => isProofAt(desk.krakenNow(), at))

  function tellBooked({ transfers, markets }: ReturnType<Accounting['bookEntries']>): void {
    if (transfers.length > 0) desk.out.note('transfer booked', transfers.map(({ id }) => id).join(' '))
    for (const pair of markets) desk.accounting.tellPosition(pair)
  }

  function audit(then: () => void): void {
    rest.ask(balanceCall, (reply) => {
      if (reply.ok) {
        const records = { trades: desk.accounting.trades(), entries: desk.accounting.entries() }
        const found = auditBalances(reply.value, records, desk.reference).join('; ')
        // Said once, and again when it changes; nobody reads what is said every minute.
        if (found === '' && found !== lastAudit) desk.out.note('balances agree')
        else if (found !== lastAudit) desk.out.note('balances differ', found)
        lastAudit = found
      }
      then()
    })
  }

  return pollAccount
}
