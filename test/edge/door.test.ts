/** The door reads requests in either dialect and refuses each in its own. */
import { expect, test } from 'vitest'
import { instant } from '../../src/time.ts'
import { frameRequest, refusalFrame } from '../../sim/edge/door.ts'

const AT = instant(1_700_000_000_000_001)

test.each([
  ['addOrder', '{"event":"addOrder","reqid":7}'],
  ['addOrder', '{"method":"add_order","params":{},"req_id":7}'],
  ['editOrder', '{"method":"amend_order","params":{},"req_id":7}'],
  ['editOrder', '{"method":"edit_order","params":{},"req_id":7}'],
  ['cancelOrder', '{"method":"cancel_order","params":{},"req_id":7}'],
])('%s is what a story calls %s', (event, frame) => {
  expect(frameRequest(frame)).toMatchObject({ event, reqid: 7 })
})

test('a refusal answers in the dialect of the request', () => {
  const [one, other] = ['{"event":"editOrder","reqid":7}', '{"method":"amend_order","req_id":8}'].map(frameRequest)
  expect(one && refusalFrame(one, 'E:x', AT)).toBe(
    '{"errorMessage":"E:x","event":"editOrderStatus","reqid":7,"status":"error"}',
  )
  expect(other && refusalFrame(other, 'E:x', AT)).toBe(
    '{"error":"E:x","method":"amend_order","req_id":8,"success":false,' +
      '"time_in":"2023-11-14T22:13:20.000001Z","time_out":"2023-11-14T22:13:20.000001Z"}',
  )
})

test('a subscription names its channel in either dialect', () => {
  expect(frameRequest('{"event":"subscribe","subscription":{"name":"ownTrades"}}')?.channel).toBe('ownTrades')
  expect(frameRequest('{"method":"subscribe","params":{"channel":"executions"}}')?.channel).toBe('executions')
})
