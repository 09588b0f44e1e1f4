/** Which of the orders that were canceled in one request an answer is for. */
import { describe, expect, test } from 'vitest'
import { type CancelFlight, cancelAccepted, cancelsRefused } from '../../src/broker/cancels.ts'
import type { CancelBatch, Dialog } from '../../src/broker/dialogs.ts'
import { reqid, txid } from '../../src/ids.ts'

const REFUSED = 'EGeneral:Permission denied'
const UNKNOWN = 'EOrder:Unknown order'

/** Three cancels in one request. Whose dialogs they are plays no part here. */
function three(): readonly CancelFlight[] {
  const batch: CancelBatch = { reqid: reqid(41), size: 3, accepted: 0, refused: 0, refusal: undefined }
  return ['OA', 'OB', 'OC'].map((id, place) => ({
    request: 'cancelOrder',
    wire: reqid(41 + place),
    dialog: {} as Dialog,
    target: txid(id),
    clearing: false,
    batch,
    isAccepted: false,
    lostAt: undefined,
    refusal: undefined,
  }))
}
const targets = (flights: readonly CancelFlight[]): readonly string[] => flights.map(({ target }) => target)

describe('answers that name no order', () => {
  test('one refusal among three answers is nobody’s, in whichever place it comes', () => {
    for (const place of [0, 1, 2]) {
      const flights = three()
      for (const answer of [0, 1, 2]) {
        if (answer === place) expect(targets(cancelsRefused(flights, UNKNOWN))).toEqual([])
        else cancelAccepted(flights, undefined)
      }
      expect(flights.filter(({ isAccepted }) => isAccepted)).toEqual([])
      expect(flights[0]?.batch.refusal).toBe(UNKNOWN)
    }
  })

  test('three refusals are for all three, once the third has come', () => {
    const flights = three()
    const told = [1, 2, 3].map(() => targets(cancelsRefused(flights, REFUSED)))
    expect(told).toEqual([[], [], ['OA', 'OB', 'OC']])
  })

  test('three acceptances are for all three', () => {
    const flights = three()
    for (const _ of flights) cancelAccepted(flights, undefined)
    expect(flights.every(({ isAccepted }) => isAccepted)).toBe(true)
  })

  test('a refusal is for the last one left, the others having ended', () => {
    const flights = three()
    cancelAccepted(flights, undefined)
    cancelAccepted(flights, undefined)
    expect(targets(cancelsRefused(flights.slice(2), REFUSED))).toEqual(['OC'])
  })

  test('what is no word about the order itself says nothing of those that were filled', () => {
    const flights = three()
    cancelsRefused(flights, REFUSED)
    expect(flights[0]?.batch.refusal).toBeUndefined()
  })
})

test('an acceptance that names its order leaves the refusal to the one that was not named', () => {
  const flights = three()
  cancelAccepted(flights, txid('OA'))
  cancelAccepted(flights, txid('OC'))
  expect(targets(cancelsRefused(flights, REFUSED))).toEqual(['OB'])
})
