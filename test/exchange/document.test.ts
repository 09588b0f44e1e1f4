/** The documentation of the exchange is what its tables say, and the program prints the same tables. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorsDocument, quirksDocument } from '../../sim/cli/commands/quirks.ts'
import { exchangeDocument } from '../../sim/exchange/document.ts'
import { NOT_MODELLED } from '../../sim/exchange/not-modelled.ts'
import { QUIRKS, standardQuirks } from '../../sim/exchange/quirks.ts'

describe('docs/exchange.md', () => {
  it('is what `npm run docs` makes of the tables', () => {
    const file = readFileSync(new URL('../../docs/exchange.md', import.meta.url), 'utf8')
    expect(file === exchangeDocument(), 'run `npm run docs`').toBe(true)
  })

  it('ends with what is not modelled', () => {
    const [, last = ''] = exchangeDocument().split('## Not modelled')
    expect(last).not.toContain('\n## ')
    for (const { what } of NOT_MODELLED) expect(last).toContain(what)
  })
})

describe('wavetank quirks', () => {
  it('tells every quirk with one of its choices as the default', () => {
    expect(quirksDocument().map(({ name }) => name)).toEqual(Object.keys(QUIRKS))
    expect(Object.fromEntries(quirksDocument().map((one) => [one.name, one.default]))).toEqual(standardQuirks)
    for (const { default: standard, choices, source } of quirksDocument()) {
      expect(choices).toContain(standard)
      expect(source).toMatch(/protocol|gap|capture|documents|evidence|recorded/i)
    }
  })

  it('tells every error, said or not', () => {
    const { produced, notProduced } = errorsDocument()
    expect(produced.length / (produced.length + notProduced.length)).toBeGreaterThanOrEqual(0.95)
    expect(produced.filter(({ by }) => by === 'rule').length).toBeGreaterThan(30)
  })
})
