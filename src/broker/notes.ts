/** The notes the broker makes: each is a line in the log and, at once, a mark that a story can demand it visits. */

/** The name alone is the mark; the rest is for the reader of the log. */
export type Note = { readonly name: NoteName; readonly detail?: string }

export const NOTE_NAMES = [
  'question asked again',
  'ready',
  'edit waits for the txid',
  'edit replaced the order',
  'edit amended the order',
  'edit lost to a fill',
  'edit refused',
  'edit blocked',
  'order canceled to be sent anew',
  'latest edit wins',
  'cancel waits for the txid',
  'cancel waits for the edit',
  'cancel lost to a fill',
  'update before the acknowledgement',
  'old half of an edit ended first',
  'new half of an edit opened first',
  'ending waits for its fills',
  'fill before its order update',
  'fill already told',
  'fill of an order no dialog knows',
  'order found live',
  'outcome unknown',
  'outcome found',
  'outcome proven absent',
  'socket lost',
  'reconnected',
  'sequence gap',
  'order ended while away',
  'trade found by backfill',
  'tick size derived from pair decimals',
  'transfer booked',
  'balances agree',
  'balances differ',
  'positions written',
  'position file repaired',
  'frame not understood',
] as const
export type NoteName = (typeof NOTE_NAMES)[number]
