/** What of Kraken Spot is not modelled, and what is answered to those who ask for it. For the documentation. */

export type NotModelled = { readonly what: string; readonly answer: string }

export const NOT_MODELLED: readonly NotModelled[] = [
  { what: 'Orders that settle a position (`settle-position`)', answer: '`EGeneral:Invalid arguments:ordertype`' },
  {
    what: 'Margin: leverage, positions, their limits, rollover and liquidation',
    answer: 'no pair has leverage; no account has positions',
  },
  {
    what: 'Sub-accounts: `CreateSubaccount`, `AccountTransfer`, `users` of v2 channels',
    answer: '`EGeneral:Unknown method`, or the parameter is refused',
  },
  { what: 'Staking of old: `Stake`, `Unstake`, `Staking/*`', answer: '`EGeneral:Unknown method`' },
  { what: 'Tokenized assets (`aclass=tokenized_asset`)', answer: 'there are none' },
  { what: 'Rebased amounts (`rebase_multiplier`, `rebased`)', answer: 'taken, and changes nothing' },
  { what: 'Interest on what earns', answer: 'strategies have a rate of zero' },
  { what: 'Index prices', answer: 'no pair has an index: `EGeneral:Invalid arguments:Index unavailable`' },
  { what: 'One-time passwords (`otp`), expiry of keys, lists of addresses', answer: 'not looked at; no key has any' },
  { what: 'Deposits on their way', answer: 'a deposit is there when it is made' },
  { what: 'Public trades older than the last 10,000 of a pair', answer: 'forgotten' },
  { what: 'The unified WebSocket of 2026, FIX, and futures', answer: 'no address' },
]
