/** What is no text is in a recording byte for byte, and in a HAR of it. */
import { expect, test } from 'vitest'
import { harText, readHar } from '../../sim/report/har.ts'
import type { TraceEvent } from '../../sim/trace.ts'
import { httpId } from '../../src/ids.ts'
import { bodyParts, frameParts } from '../../src/shell/bytes.ts'
import { instant } from '../../src/time.ts'

const ALL = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))

test('bytes that are no text are kept as base64, and text as it is', () => {
  const { encoding, body } = bodyParts(ALL)
  expect(encoding).toBe('base64')
  expect(Buffer.from(body, 'base64')).toEqual(ALL)
  expect(bodyParts(Buffer.from('{"ä":1}'))).toEqual({ body: '{"ä":1}' })
  expect(frameParts(Buffer.from('{}'), false)).toEqual({ frame: '{}' })
  expect(frameParts([ALL, ALL], true)).toEqual({
    encoding: 'base64',
    frame: Buffer.concat([ALL, ALL]).toString('base64'),
  })
})

test('a HAR has them, and gives them back', () => {
  const id = httpId(1)
  const asked = { method: 'POST', path: '/0/private/RetrieveExport', headers: {}, body: 'id=1' } as const
  const events: TraceEvent[] = [
    { at: instant(1_700_000_000_000_000), kind: 'http-request', id, ...asked },
    { at: instant(1_700_000_000_100_000), kind: 'http-answered', id, status: 200, ...bodyParts(ALL) },
  ]
  expect(readHar(harText(events, '0'))).toMatchObject({ ok: true, value: { events: [{}, bodyParts(ALL)] } })
})
