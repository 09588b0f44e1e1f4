/** The report of a failing run in a real browser, as somebody would read it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readTrace, reportPath, writeReport } from '../../sim/cli/report.ts'
import { runHead } from '../../sim/cli/traces.ts'
import { companyOf } from '../../sim/hunt/shrink/run.ts'
import { whyFailed } from '../../sim/hunt/why.ts'
import type { NamedScenario, Outcome } from '../../sim/play/outcome.ts'
import { playBranches } from '../../sim/play/play.ts'
import { PLAIN_WAY } from '../../sim/play/way.ts'
import { connected, race, scenario, settle, stranger, trader } from '../../sim/scenario.ts'
import { type TraceFile, traceText } from '../../sim/trace-file.ts'
import type { TraceEvent } from '../../sim/trace.ts'
import { present } from '../../src/assert.ts'
import { micros, after } from '../../src/time.ts'
import twoForks from '../cli/stories/has-two-forks.ts'
import { ROOT } from '../tidy/scratch.ts'
import { browserPath, startBrowser } from './browser.ts'
import { at, heard, outcomeOf, received, sent } from './made.ts'

/** Kept for a person to look at. */
const FOLDER = join(ROOT, '.wavetank/report')
const PATIENCE = 120_000

const twoOrders: NamedScenario = {
  name: 'fill-told-twice',
  file: 'test/report/browser.test.ts',
  scenario: scenario('a fill is told twice', {
    why: 'An edit races a fill beside a second order, and the trader hears of the fill once more than it happened.',
    covers: [],
    market: 'XMR/EUR',
    funds: { EUR: '1000', XMR: '5' },
    story: [
      connected,
      trader.buys('2 XMR at 149.50', { as: 'bid' }),
      trader.sells('1 XMR at 151.00', { as: 'ask' }),
      settle,
      race(trader.edits('bid', { price: '149.60' }), stranger.sells('2 XMR at market')),
      settle,
      trader.cancels('ask'),
      settle,
    ],
    ending: { openOnKraken: 'nothing' },
    visits: [],
  }),
}

/** What the adapter does not do: the first fill, told again 20 ms later. */
function toldAgain(outcome: Outcome): Outcome {
  const { trace } = outcome
  const place = trace.findIndex((event) => event.kind === 'ems-event' && event.event.kind === 'BrokerdFill')
  const fill = present(trace[place], 'the story has a fill')
  if (fill.kind !== 'ems-event' || fill.event.kind !== 'BrokerdFill') throw new Error('it is a fill')
  const again: TraceEvent = { ...fill, at: after(fill.at, micros(20_000)) }
  const later = trace.findIndex((event) => event.at > again.at)
  return {
    ...outcome,
    verdict: 'failed',
    trace: trace.toSpliced(later, 0, again),
    failures: [
      {
        claim: 'no fill is told twice',
        sentence: `${fill.event.tradeId} of bid was told again 20 ms later`,
        at: again.at,
      },
    ],
    positions: outcome.positions.map((one) => ({ ...one, adapter: one.oracle.replace(/^7/, '9') })),
  }
}

/** Writes a trace and its report; gives the page's address. */
async function reportOf(name: string, outcome: Outcome): Promise<string> {
  mkdirSync(FOLDER, { recursive: true })
  const path = join(FOLDER, `${name}.jsonl`)
  writeFileSync(path, traceText(runHead(twoOrders, outcome, '0.0.0'), outcome.trace))
  const trace = readTrace(path)
  if (!trace.ok) throw new Error(trace.error)
  const out = reportPath(path, 'page')
  const written = await writeReport(trace.value, { out, form: 'page' })
  if (!written.ok) throw new Error(written.error)
  return pathToFileURL(out).href
}

/** The page of a run that was asked why it failed. */
async function fateOf(): Promise<string> {
  mkdirSync(FOLDER, { recursive: true })
  const told = { scenario: twoForks, seed: 2, way: PLAIN_WAY, path: [1, 1] }
  const searching = whyFailed(told, { company: companyOf(), continuations: 3, percent: 0 })
  let next = searching.next()
  while (next.done !== true) next = searching.next()
  const why = next.value
  const traceOf = (outcome: Outcome): TraceFile => ({
    head: runHead({ name: 'two-forks', file: '', scenario: twoForks }, outcome, '0.0.0'),
    events: outcome.trace,
    isTorn: false,
  })
  const out = join(FOLDER, 'two-forks.html')
  const passing = traceOf(present(why.nearest, 'some pass').outcome)
  const written = await writeReport(traceOf(why.failing), { out, form: 'page', fate: { why, passing } })
  if (!written.ok) throw new Error(written.error)
  return pathToFileURL(out).href
}

const without = browserPath === undefined ? ' (skipped: this machine has no Chromium)' : ''

describe.skipIf(browserPath === undefined)(`a report in a browser${without}`, { timeout: PATIENCE }, () => {
  let browser: Browser | undefined
  let address = ''
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    browser = await startBrowser(present(browserPath, 'there is a browser'))
    const [first] = playBranches(twoOrders, { seed: 1, dialect: 'v1', editPolicy: 'masquerade' })
    address = await reportOf('fill-told-twice', toldAgain(present(first, 'the story has a branch')))
  }, PATIENCE)
  afterEach(async () => {
    await page.close()
    expect(complaints.splice(0)).toEqual([])
  })
  afterAll(() => browser?.close())

  async function open(url = address, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    page = await present(browser, 'it was started').newPage({ viewport: { width: 1480, height: 920 }, colorScheme })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => complaints.push(message.text()))
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(`asked the network for ${request.url()}`)
    })
    await page.goto(url)
    await page.locator('.row').first().waitFor()
    return page
  }
  const shot = (name: string): Promise<Buffer> => page.screenshot({ path: join(FOLDER, `${name}.png`) })
  const selected = (): Promise<string> => page.locator('.row.selected .text').innerText()
  const inspected = (): Promise<string> => page.locator('#inspector').innerText()
  /** Of the rows in sight: their texts, violations left out. */
  const shown = (): Promise<readonly string[]> => page.locator('.row:not(.kind-failure) .text').allInnerTexts()

  it('begins at the violation, says its sentence, and sets the oracle beside the adapter', async () => {
    await open()
    expect(await page.locator('#violations .violation').innerText()).toMatch(
      /^no fill is told twice\s+T1 of bid was told again 20 ms later$/,
    )
    expect(await page.locator('.row.selected').innerText()).toContain('T1 of bid was told again 20 ms later')
    expect(await page.locator('.event-claim').innerText()).toBe('no fill is told twice')
    expect(await page.locator('#violations .reckoned .differs').innerText()).toMatch(/xmreur\.kraken\s+7 @ \S+\s+9 @ /)
    await shot('violation')
  })

  it('is stepped through by the keyboard, with orders, positions and the file as they stood', async () => {
    await open()
    await page.keyboard.press('k')
    expect(await selected()).toBe('bid filled 2 at 149.60')
    expect(await inspected()).toMatch(/fills told\s+4\s+executed\s+2/)
    await page.keyboard.press('Home')
    expect(await page.locator('.row.selected').getAttribute('data-row')).toBe('0')
    expect(await inspected()).toMatch(/Orders\s*none so far[\s\S]*not written so far/)
    const seen: string[] = []
    for (let steps = 0; steps < 200 && seen.at(-1) !== 'bid acknowledged'; steps += 1) {
      await page.keyboard.press('j')
      seen.push(await selected())
    }
    expect(seen.at(-2)).toBe('buys bid 2 at 149.50')
    expect(await inspected()).toMatch(/bid\s*buy\s*2 at 149\.50\s*acknowledged/)
    await page.keyboard.press('End')
    expect(await inspected()).toMatch(/xmreur\.kraken[\s\S]*7 @ 42\.\d+[\s\S]*\nsize = 7\.0\n/)
    await shot('light')
  })

  it('shows one order alone, and all again', async () => {
    await open()
    const all = await page.locator('#count').innerText()
    await page.locator('[data-order=ask]').click()
    const texts = await shown()
    expect(texts).toContain('sells ask 1 at 151.00')
    expect(texts).toContain('ask acknowledged')
    expect(texts.filter((text) => /\bbid\b|editOrder/.test(text))).toEqual([])
    expect(await page.locator('#inspector .order b').allInnerTexts()).toEqual(['ask'])
    await page.keyboard.press('Escape')
    expect(await page.locator('#count').innerText()).toBe(all)
  })

  it('shows the channels that are wanted, and routine traffic only when it is', async () => {
    await open()
    expect(await shown()).not.toContain('heartbeat')
    await page.keyboard.press('r')
    await page.keyboard.press('Home')
    expect(await shown()).toContain('GET Assets')
    await page.locator('.menu summary').click()
    await page.locator('.menu-list label', { hasText: 'ownTrades' }).hover()
    await page.locator('.menu-list label', { hasText: 'ownTrades' }).locator('.only').click()
    const texts = await shown()
    expect(texts.length).toBeGreaterThan(0)
    expect(texts.filter((text) => !/ownTrades/.test(text))).toEqual([])
  })

  it('finds what is searched for in whole messages, and goes from hit to hit', async () => {
    await open()
    await page.keyboard.press('/')
    await page.keyboard.type('newuserref')
    await expect.poll(() => page.locator('.hits').innerText()).toMatch(/^1 of \d+$/)
    expect(await selected()).toMatch(/^editOrder #\d/)
    expect(await page.locator('.message').first().innerText()).toContain('"newuserref"')
    await page.keyboard.press('Enter')
    expect(await selected()).toMatch(/^hears editOrder #\d/)
  })

  it('follows a message to its other end, and shows the whole of it at a hover', async () => {
    await open()
    await page.keyboard.press('/')
    await page.keyboard.type('editOrderStatus')
    await page.keyboard.press('Escape')
    expect(await selected()).toMatch(/^editOrderStatus #\d O1 is now O\d$/)
    await page.keyboard.press('f')
    expect(await selected()).toMatch(/^hears editOrder #\d/)
    await page.locator('.row.selected .cell').hover()
    expect(await page.locator('#card').innerText()).toMatch(/ms on its way[\s\S]*"event": "editOrder"/)
  })

  it('shows where the run was lost, and the nearest run that passes beside it', async () => {
    await open(await fateOf())
    expect(await page.locator('#fate summary').innerText()).toMatch(
      /^Why it failed\s+Lost at \d\.\d+ s, when fork 2 took way 2 of 2: until then 1 of 3 runs .* none of 3\.$/,
    )
    expect(await page.locator('.curve .lost-word').textContent()).toMatch(/^lost at \d\.\d+ s$/)
    expect(await page.locator('.curve .point').count()).toBeGreaterThan(5)
    expect(await page.locator('.nearest .here').innerText()).toMatch(/^\d\.\d+ s, settle$/)
    const there = await page.locator('.nearest .only-there .what').allInnerTexts()
    expect(there).toEqual(expect.arrayContaining(['stranger sells 1 XMR at market', 'bid filled 1 at 149.50']))
    expect(await page.locator('.lost-line').innerText()).toMatch(/^lost from here on\s*fork 2 took way 2 of 2$/)
    await shot('fate-light')
    await page.locator('.nearest tr.both').last().click()
    expect(await selected()).toBe('positions')
    await page.keyboard.press('t')
    await shot('fate-dark')
    await page.locator('#fate summary').click()
    expect(await page.locator('.curve').isVisible()).toBe(false)
  })

  it('has no word of that where nobody asked', async () => {
    await open()
    expect(await page.locator('#fate').isVisible()).toBe(false)
    expect(await page.locator('.lost-line').count()).toBe(0)
  })

  it('is dark at night and when it is asked to', async () => {
    await open(address, 'dark')
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor')
    const night = await ground()
    await shot('dark')
    await page.keyboard.press('t')
    const day = await ground()
    expect([night, day]).toEqual(['rgb(16, 22, 29)', 'rgb(252, 251, 248)'])
  })

  it('shows what is in a message as text, whatever it is', async () => {
    const hostile = `</script><script>document.title='broken'</script><img src=x onerror="document.title='broken'">`
    await open(await reportOf('hostile', outcomeOf([received(0, hostile), sent(1, hostile), heard(2, hostile)])))
    expect(await page.locator('.message').first().innerText()).toBe(hostile)
    expect(await page.title()).toBe('a fill is told twice: passed')
  })

  it('of 50,000 events opens, scrolls and filters with only what is in sight in the document', async () => {
    const many = Array.from({ length: 12_500 }, (_, turn) => [
      sent(turn, { event: 'addOrder', reqid: turn + 1, userref: String(turn + 1), pair: 'XMR/EUR', volume: '1' }),
      heard(turn + 0.1, {
        event: 'addOrder',
        reqid: turn + 1,
        userref: String(turn + 1),
        pair: 'XMR/EUR',
        volume: '1',
      }),
      received(turn + 0.2, { event: 'addOrderStatus', reqid: turn + 1, status: 'ok', txid: nthTxid(turn) }),
      received(turn + 0.3, [[{ [nthTxid(turn)]: { status: 'open' } }], 'openOrders', { sequence: turn + 2 }]),
    ]).flat()
    await open(await reportOf('many', outcomeOf(many, { endedAt: at(12_500) })))
    expect(await page.locator('#count').innerText()).toBe('50,000 rows')
    await page.keyboard.press('End')
    expect(await page.locator('.row.selected').getAttribute('data-row')).toBe('49999')
    expect(await page.locator('.row').count()).toBeLessThan(120)
    await page.keyboard.press('/')
    await page.keyboard.type(nthTxid(77))
    await expect.poll(() => page.locator('.hits').innerText()).toBe('1 of 2')
    expect(await page.locator('.row.selected').getAttribute('data-row')).toBe('310')
  })

  it('leaves the trace as it was', async () => {
    const path = join(FOLDER, 'fill-told-twice.jsonl')
    const before = readFileSync(path, 'utf8')
    await open()
    const trace = readTrace(path)
    expect(
      trace.ok && (await writeReport(trace.value, { out: reportPath(path, 'perfetto'), form: 'perfetto' })).ok,
    ).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe(before)
  })
})

const nthTxid = (turn: number): string => `O${String(turn).padStart(5, '0')}-AAAAA-AAAAAA`
