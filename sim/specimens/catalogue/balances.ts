/** Money that comes and goes without a trade, and whether it all adds up. */
import type { Specimen } from '../specimens.ts'

const TOLD = 'told positions equal the exact recomputation'

export const BALANCES: readonly Specimen[] = [
  {
    id: 'withdrawal-fee-not-booked',
    bug: 'A withdrawal is booked without its fee.',
    covers: ['BAL-01'],
    file: 'src/broker/accounting.ts',
    find: 'size: amount.minus(fee)',
    replace: 'size: amount',
    scenarios: ['withdrawal-with-a-fee'],
    caughtBy: TOLD,
  },
  {
    id: 'untraded-asset-stops-the-start',
    bug: 'A deposit of an asset that no market of the account trades is an error, and the start fails.',
    covers: ['BAL-03'],
    file: 'src/broker/accounting.ts',
    find: '    const market = moves(transfer)\n',
    replace:
      "    const market = moves(transfer)\n    if (market === undefined) throw new Error('ValueError: no likely pair')\n",
    scenarios: ['deposit-of-an-untraded-asset'],
    caughtBy: 'no machine breaks a claim of its own',
  },
  {
    id: 'markets-sliced-out-of-names',
    bug: 'The market of a transfer is looked for by pieces of names.',
    covers: ['BAL-05'],
    file: 'src/broker/accounting.ts',
    find: '    return pair?.base === asset.id && !amount.eq(fee) ? pair : undefined\n',
    replace:
      '    const base = asset.altname.toLowerCase().slice(0, 3)\n' +
      '    if (pair === undefined || amount.eq(fee)) return undefined\n' +
      '    return reference.pairs.find(({ bsuid }) => bsuid.startsWith(base))\n',
    scenarios: ['names-that-cannot-be-sliced'],
    caughtBy: TOLD,
  },
  {
    id: 'transfers-leave-the-size',
    bug: 'A transfer has no price, and is left out of the size with it.',
    covers: ['BAL-06'],
    file: 'src/broker/accounting.ts',
    find: "    if (market !== undefined) book.add(market, { kind: 'transfer'",
    replace: "    if (market?.key === '') book.add(market, { kind: 'transfer'",
    scenarios: ['withdrawal-with-a-fee'],
    caughtBy: TOLD,
  },
  {
    id: 'failed-withdrawals-count',
    bug: 'A withdrawal that failed is booked, and its return is not.',
    covers: ['BAL-07'],
    file: 'src/broker/accounting.ts',
    find: '    entries.set(id, transfer)\n',
    replace:
      '    entries.set(id, transfer)\n' +
      "    if (transfer.fields['type'] === 'withdrawal' && !amount.isNegative()) return undefined\n",
    scenarios: ['failed-withdrawal-comes-back'],
    caughtBy: TOLD,
  },
]
