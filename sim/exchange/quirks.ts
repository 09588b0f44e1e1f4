/** What Kraken's documents leave open and somebody had to decide: each choice a named switch with its reason. */

export type Quirks = {
  readonly editOfPartlyFilled: 'net' | 'gross' | 'reject'
  readonly framesOfAnEdit: 'old-first' | 'new-first'
  readonly excessVolumeDecimals: 'reject' | 'truncate'
  readonly dust: 'one-lot' | 'off'
  readonly dustOnExecutions: 'filled-short' | 'restated-first'
  readonly snapshotsOfExecutions: 'together' | 'apart'
  readonly costOfHistory: 'two' | 'four'
  readonly cancelOverTheLimit: 'refuse' | 'take'
  readonly wholeNumbersInV2: 'refuse' | 'take'
  readonly publicCalls: 'counted' | 'unlimited'
  readonly idleSockets: 'closed' | 'kept'
  readonly feesByVolume: 'counted' | 'first-tier'
  readonly framesOfAClient: 'counted' | 'unlimited'
}

type QuirkRow<Value> = {
  readonly what: string
  readonly source: string
  readonly choices: readonly Value[]
  readonly standard: Value
}

export const QUIRKS: { readonly [Name in keyof Quirks]: QuirkRow<Quirks[Name]> } = {
  editOfPartlyFilled: {
    what: 'How large the order is that replaces a partly filled one: what is left of the wished size, all of it, or none.',
    source: 'Contradictory documents: protocol 7.5, gap 9. Refused is only an edit below what was executed.',
    choices: ['net', 'gross', 'reject'],
    standard: 'net',
  },
  framesOfAnEdit: {
    what: 'Whether openOrders first tells the end of the replaced order or the birth of the new one.',
    source: 'Both are tolerated by clients in production: protocol 4.5; no recording of either.',
    choices: ['old-first', 'new-first'],
    standard: 'old-first',
  },
  excessVolumeDecimals: {
    what: 'What becomes of a volume with more decimals than the pair has lots for.',
    source: 'No evidence: protocol 8.3, gap 34.',
    choices: ['reject', 'truncate'],
    standard: 'reject',
  },
  dust: {
    what: 'Whether an order that has a single lot left after a fill is closed as `Insignificant volume remaining`.',
    source: 'Three recorded orders of 2021 and 2022 ended one lot short; the rule behind them is unknown: gap 4.',
    choices: ['one-lot', 'off'],
    standard: 'one-lot',
  },
  dustOnExecutions: {
    what: 'Whether v2 tells an order that ends one lot short as `restated` to what was executed before it is `filled`.',
    source: '`restated` is documented for changes by the engine, and none is recorded: protocol 6.3, gap 4.',
    choices: ['filled-short', 'restated-first'],
    standard: 'filled-short',
  },
  snapshotsOfExecutions: {
    what: 'Whether the open orders and the last trades of the v2 executions channel come in one frame or in two.',
    source: 'Not established: protocol 6.3.',
    choices: ['together', 'apart'],
    standard: 'together',
  },
  costOfHistory: {
    what: 'How many points of the call counter a look into trades or ledgers costs.',
    source:
      'Two in the documents of 2022 and in kraken-cli, four in the rate-limit guide of 2026: protocol 1.7, gap 21.',
    choices: ['two', 'four'],
    standard: 'four',
  },
  cancelOverTheLimit: {
    what: 'Whether the cancel of a single order is refused when its points do not fit under the limit of the pair.',
    source: 'Documented is only that cancels of several orders are always taken: protocol 7.7.',
    choices: ['refuse', 'take'],
    standard: 'refuse',
  },
  wholeNumbersInV2: {
    what: 'Whether v2 refuses a price or a volume that is written without a point.',
    source:
      'A refusal is recorded for some fields: protocol 6.1, gap 29. Refused by default, so that the safe way is the only one; ' +
      'a client in JavaScript cannot write a whole number otherwise, and is taken where Kraken is served on a port.',
    choices: ['refuse', 'take'],
    standard: 'refuse',
  },
  publicCalls: {
    what: 'Whether calls of public endpoints are counted by the address they come from: 20 at once, one more a second.',
    source: 'About one a second, and for some calls also by pair: protocol 1.7. How many at once is unknown: gap 28.',
    choices: ['counted', 'unlimited'],
    standard: 'counted',
  },
  idleSockets: {
    what: 'Whether a socket without a subscription is closed when its client has said nothing for 60 seconds.',
    source:
      'About 60 seconds: protocol 9.2. What exactly counts as use is unknown: gap 25. Kept by default, since where time leaps from event to event a client has no time to say anything.',
    choices: ['closed', 'kept'],
    standard: 'kept',
  },
  feesByVolume: {
    what: 'Whether an account that has traded much in 30 days pays less, or everybody what the first tier says.',
    source:
      'The schedules are served with the pairs: protocol 8.4. That each trade counts by the prices of its own moment, and for the fees of later ones alone, is an assumption.',
    choices: ['counted', 'first-tier'],
    standard: 'counted',
  },
  framesOfAClient: {
    what: 'Whether more than 200 frames of a client in a second are answered with `Exceeded msg rate` and nothing else.',
    source:
      'The words are known, the number is called dynamic: protocol 5.1, 9.2, gap 24. Unlimited by default, for a limit at the wrong number is worse than none.',
    choices: ['counted', 'unlimited'],
    standard: 'unlimited',
  },
}

export const standardQuirks: Quirks = {
  editOfPartlyFilled: QUIRKS.editOfPartlyFilled.standard,
  framesOfAnEdit: QUIRKS.framesOfAnEdit.standard,
  excessVolumeDecimals: QUIRKS.excessVolumeDecimals.standard,
  dust: QUIRKS.dust.standard,
  dustOnExecutions: QUIRKS.dustOnExecutions.standard,
  snapshotsOfExecutions: QUIRKS.snapshotsOfExecutions.standard,
  costOfHistory: QUIRKS.costOfHistory.standard,
  cancelOverTheLimit: QUIRKS.cancelOverTheLimit.standard,
  wholeNumbersInV2: QUIRKS.wholeNumbersInV2.standard,
  publicCalls: QUIRKS.publicCalls.standard,
  idleSockets: QUIRKS.idleSockets.standard,
  feesByVolume: QUIRKS.feesByVolume.standard,
  framesOfAClient: QUIRKS.framesOfAClient.standard,
}
