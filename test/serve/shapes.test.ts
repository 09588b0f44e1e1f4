/** What Kraken itself was recorded to say is compared by shape with what the fake exchange says to the same. */
import { spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { folderOfTest, playedAgain, recorderBefore, unwrap } from './recorded.ts'
import { started } from './served.ts'
import { trades } from './trades.ts'

const PATIENCE = 60_000

/** Of a served one, made to look like Kraken's own: no word of how it was set, and no diary. */
let lines: readonly string[] = []

beforeAll(async () => {
  const one = await started({ market: 'busy', pairs: ['XMR/EUR', 'XBT/USD'], speed: 20 })
  const recorder = await recorderBefore(one)
  await trades(one, recorder)
  const [head = '', ...events] = (await recorder.ends()).split('\n')
  const { settings: _, ...bare } = JSON.parse(head) as { settings: unknown }
  lines = [JSON.stringify(bare), ...events.filter((line) => !line.includes('"kind":"kraken-diary"'))]
}, PATIENCE)

type Change = {
  readonly what: string
  /** In the first line that has all of these. */
  readonly lineWith: readonly string[]
  readonly from: RegExp
  readonly to: string
  readonly place: RegExp
  readonly found: { readonly sentence: string; readonly recorded: string | undefined; readonly now: string | undefined }
}

/** JSON within JSON: each quote has a backslash before it. */
const CHANGES: readonly Change[] = [
  {
    what: 'a name that is another',
    lineWith: ['socket-received', String.raw`"exec_type\":\"trade`],
    from: /cost\\":/,
    to: String.raw`cots\":`,
    place: /^socket \d \(.*\), v2 executions update trade$/,
    found: {
      sentence: 'the shape differs at data[].cots',
      recorded: expect.stringMatching(/^number \.\d$/) as string,
      now: undefined,
    },
  },
  {
    what: 'a name that is not there',
    lineWith: ['http-answered', 'lot_multiplier'],
    from: /\\"lot_multiplier\\":1,/,
    to: '',
    place: /^call \d+, GET \/0\/public\/AssetPairs$/,
    found: { sentence: 'the shape differs at result.*.lot_multiplier', recorded: undefined, now: 'number whole' },
  },
  {
    what: 'a text that is a number',
    lineWith: ['http-answered', String.raw`"ordertxid\"`],
    from: /vol\\":\\"([\d.]+)\\"/g,
    to: String.raw`vol\":$1`,
    place: /^call \d+, POST \/0\/private\/TradesHistory$/,
    found: { sentence: 'the shape differs at result.trades.*.vol', recorded: 'number .8', now: 'text .8' },
  },
  {
    what: 'the words of an error',
    lineWith: ['http-answered', 'EAPI:Invalid key'],
    from: /EAPI:Invalid key/,
    to: 'EAPI:Bad key',
    place: /^call \d+, POST \/0\/private\/Balance$/,
    found: { sentence: 'Kraken answers otherwise', recorded: '200 EAPI:Bad key', now: '200' },
  },
  {
    what: 'a request that was refused',
    lineWith: ['socket-received', String.raw`"req_id\":2`],
    from: /\\"result\\":\{.*\},\\"success\\":true/,
    to: String.raw`\"error\":\"EOrder:Rate limit exceeded\",\"success\":false`,
    place: /^socket \d \(.*\), v2 add_order refused$/,
    found: {
      sentence: 'Kraken answers otherwise',
      recorded: 'v2 add_order refused: EOrder:Rate limit exceeded',
      now: 'v2 add_order done',
    },
  },
  {
    what: 'an answer that none was given',
    lineWith: ['socket-received', String.raw`"req_id\":3`],
    from: /"req_id\\":3/,
    to: String.raw`"req_id\":4`,
    place: /^socket \d \(.*\), v2 cancel_all done$/,
    found: { sentence: 'the fake Kraken does not answer this', recorded: expect.any(String) as string, now: undefined },
  },
  {
    what: 'another status',
    lineWith: ['http-answered', 'unixtime'],
    from: /"status":200/,
    to: '"status":201',
    place: /^call \d+, GET \/0\/public\/Time$/,
    found: { sentence: 'Kraken answers otherwise', recorded: '201', now: '200' },
  },
]

describe('a recording of Kraken itself', () => {
  it('holds where all has the shape that it has here, whatever the ids, prices and amounts are', () => {
    const again = unwrap(playedAgain(lines.join('\n')))
    expect(again).toMatchObject({ by: 'shapes', difference: undefined, unheard: [] })
    expect(again.compared).toBeGreaterThan(50)
    // The same with figures that nothing here has; what is not compared cannot differ.
    const other = lines.map((line) =>
      line.includes('"kind":"http-answered"') ? line.replaceAll(/[1-8](?=\d*\.\d)/g, '9') : line,
    )
    expect(other).not.toEqual(lines)
    expect(unwrap(playedAgain(other.join('\n'))).difference).toBeUndefined()
  })

  it.each(CHANGES)('that has $what is no more what the fake one says', ({ lineWith, from, to, place, found }) => {
    const at = lines.findIndex((line) => lineWith.every((part) => line.includes(part)))
    const altered = lines.with(at, (lines[at] ?? '').replace(from, to))
    expect(altered).not.toEqual(lines)
    expect(unwrap(playedAgain(altered.join('\n'))).difference).toEqual({
      ...{ line: at + 1, place: expect.stringMatching(place) as string },
      ...found,
    })
  })

  it('that has drifted ends the command with 1, and is named', async () => {
    const folder = folderOfTest()
    const [same, other] = [join(folder, 'same.jsonl'), join(folder, 'other.jsonl')]
    writeFileSync(same, lines.join('\n'))
    writeFileSync(other, lines.map((line) => line.replaceAll('rfc1123', 'rfc2822')).join('\n'))
    const command = ['--import', 'tsx', 'sim/cli/main.ts', 'replay', '--against', 'exchange', same, other]
    const child = spawn(process.execPath, command)
    let said = ''
    child.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
    const code = await new Promise((resolve) => child.once('close', resolve))
    rmSync(folder, { recursive: true })
    expect(said).toMatch(/same\.jsonl: \d+ answers and frames of Kraken, no difference of shape/)
    expect(said).toMatch(
      /other\.jsonl, line \d+, call 1, GET \/0\/public\/Time: the shape differs at result\.rfc2822\n {2}recorded {2}text\n {2}now {7}nothing\n/,
    )
    expect(code).toBe(1)
  }, 60_000)

  it('without anything that a client said is refused', () => {
    expect(playedAgain(`${lines[0]}\n`)).toEqual({ ok: false, error: 'no client said anything in it' })
  })
})
