/** What the broker writes it reads back the same, and what it cannot read it names by line. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ledgerText, readLedger } from '../../src/broker/ledger-file.ts'
import { readToml, tomlKey, tomlNumber, tomlString } from '../../src/broker/toml.ts'
import { exact, plain } from '../../src/money.ts'

test('a number keeps its own digits, however many', () => {
  const read = readToml('size = 12345678901.12345678\ntick = 0.00000001\nwhole = 1_000.10\n')
  expect(read).toEqual({
    ok: true,
    value: new Map([
      ['size', '12345678901.12345678'],
      ['tick', '0.00000001'],
      ['whole', '1000.10'],
    ]),
  })
})

test('quoted, dotted and inline tables nest as TOML says', () => {
  const read = readToml('[kraken.spot."xmreur.kraken"]\nclears = [ { tid = "T1", size = 2.0 } ]\n')
  const clear = new Map([
    ['tid', 'T1'],
    ['size', '2.0'],
  ])
  expect(read).toEqual({
    ok: true,
    value: new Map([['kraken', new Map([['spot', new Map([['xmreur.kraken', new Map([['clears', [clear]]])]])]])]]),
  })
})

test('a table called constructor is a table like another', () => {
  expect(readToml('[constructor]\npwned = 1\n').ok).toBe(true)
  expect('pwned' in Object).toBe(false)
})

test('what is no TOML is named by line and column', () => {
  const read = readToml('size = 1.0\nppu = = 2\n')
  expect(read.ok).toBe(false)
  if (!read.ok) expect(read.error).toMatch(/^line 2, column \d+: /)
})

test('any string and any key comes back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (key, text) => {
      const read = readToml(`${tomlKey(key)} = ${tomlString(text)}\n`)
      expect(read).toEqual({ ok: true, value: new Map([[key, text]]) })
    }),
  )
})

test('any decimal comes back to the last digit', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 18 }), (units, scale) => {
      const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
      const cut = digits.length - scale
      const text = `${units < 0n ? '-' : ''}${digits.slice(0, cut)}${scale > 0 ? '.' : ''}${digits.slice(cut)}`
      const read = readToml(`a = ${tomlNumber(exact(text))}\n`)
      const back = read.ok ? read.value.get('a') : undefined
      expect(typeof back === 'string' ? plain(exact(back)) : back).toBe(plain(exact(text)))
    }),
  )
})

test('ledger records come back verbatim, in order', () => {
  const records = [
    {
      id: 'TFJBKK-SMBZS-VJ4UWS',
      fields: { ordertxid: 'SMBZSA-7CNQU-3HWLNJ', time: '1655691993.4133966', vol: '1.10000000' },
    },
    { id: 'L4UESK-KG3EQ-UFO4T5', fields: { refid: 'a "quoted" one', time: '1655691994', amount: '-0.5001' } },
  ]
  expect(readLedger(`# head\n${ledgerText(records)}`)).toEqual({ ok: true, value: records })
})
