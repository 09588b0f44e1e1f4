/** Which of Kraken's errors prove that nothing happened, and which prove nothing. */
import { expect, test } from 'vitest'
import { krakenError } from '../../src/kraken/errors.ts'

test.each([
  ['EOrder:Insufficient funds', true, false],
  ['EOrder:Unknown order', true, false],
  ['EGeneral:Invalid arguments:volume', true, false],
  ['EAPI:Invalid nonce', true, true],
  ['EAPI:Invalid key', true, false],
  ['EService:Unavailable', false, true],
  ['EService:Busy', false, true],
  ['EService:Market in cancel_only mode', true, false],
  ['EService: Throttled: 1712345678', true, true],
  ['EGeneral:Internal error', false, true],
  ['EMoon:Eclipsed', false, true],
])('%s: definite %s, worth another try %s', (text, isDefinite, mayRetry) => {
  expect(krakenError(text)).toEqual({ text, isDefinite, mayRetry })
})
