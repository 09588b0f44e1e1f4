/** What an API key may be good for, in the words of `GetApiKeyInfo`. Source: protocol 3.7. */

export const PERMISSIONS = [
  'query-funds',
  'add-funds',
  'withdraw-funds',
  'earn-funds',
  'query-open-trades',
  'query-closed-trades',
  'modify-trades',
  'close-trades',
  'query-ledger',
  'export-data',
  'create-ws-token',
] as const

export type Permission = (typeof PERMISSIONS)[number]
