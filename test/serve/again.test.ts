/** What clients of a served Kraken heard over real sockets, the fake exchange says again, to the last byte. */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderOfTest, playedAgain, recorderBefore, unwrap } from './recorded.ts'
import { demoKey, started } from './served.ts'
import { trades } from './trades.ts'

const PATIENCE = 60_000
const BUSY = { market: 'busy', pairs: ['XMR/EUR', 'XBT/USD'], speed: 20 } as const

test(
  'what a recorder in front of it has kept is said again, and an answer altered by hand is named',
  async () => {
    const one = await started(BUSY)
    const recorder = await recorderBefore(one)
    await trades(one, recorder)
    const text = await recorder.ends()
    const again = unwrap(playedAgain(text))
    expect(again.difference).toBeUndefined()
    expect(again.compared).toBeGreaterThan(100)

    const lines = text.split('\n')
    const place = lines.findIndex((line) => line.includes('"exec_type\\":\\"trade'.replaceAll('\\\\', '\\')))
    const altered = lines.with(place, (lines[place] ?? '').replace('\\"cost\\":', '\\"cots\\":'))
    expect(altered).not.toEqual(lines)
    expect(unwrap(playedAgain(altered.join('\n'))).difference).toMatchObject({
      line: place + 1,
      place: expect.stringMatching(/^socket \d \(wss:\/\/ws-auth\.kraken\.com\/v2\), executions$/) as string,
      recorded: expect.stringContaining('"cots":') as string,
      now: expect.stringContaining('"cost":') as string,
    })
    const answer = lines.findIndex((line) => line.includes('http-answered') && line.includes('XXMRZEUR'))
    const without = unwrap(
      playedAgain(lines.with(answer, (lines[answer] ?? '').replace('"status":200', '"status":201')).join('\n')),
    )
    expect(without.difference).toMatchObject({ line: answer + 1, place: 'call 2, GET /0/public/AssetPairs' })
  },
  PATIENCE,
)

test(
  'what the live broker was told is said again',
  async () => {
    const one = await started(BUSY)
    const recorder = await recorderBefore(one)
    const folder = folderOfTest()
    const { key, secret } = demoKey(one)
    const config = join(folder, 'brokers.toml')
    writeFileSync(
      config,
      `[kraken]\nkey_descr = "spot"\napi_key = "${key}"\nsecret = "${secret}"\nsrc_fiat = "eur"\naccounts.spot = "spot"\ndialect = "v2"\n`,
      { mode: 0o600 },
    )
    const words = ['broker', '--config', config, '--account', 'spot', '--rest', recorder.rest, '--ws', recorder.ws]
    const child = spawn(process.execPath, ['--import', 'tsx', 'sim/cli/main.ts', ...words])
    let said = ''
    child.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
    await expect.poll(() => said, { timeout: 30_000 }).toContain('BrokerdReady')
    const order = { kind: 'BrokerdOrder', account: 'spot', symbol: 'XMR/EUR', action: 'buy' }
    child.stdin.write(`${JSON.stringify({ ...order, oid: 'now', orderType: 'market', size: '1.5' })}\n`)
    child.stdin.write(`${JSON.stringify({ ...order, oid: 'later', orderType: 'limit', price: '1.25', size: '2' })}\n`)
    await expect.poll(() => said, { timeout: 30_000 }).toMatch(/BrokerdFill[^]*BrokerdPosition/)
    await expect.poll(() => said, { timeout: 30_000 }).toMatch(/"later"[^]*"open"|"open"[^]*"later"/)
    child.stdin.write(`${JSON.stringify({ kind: 'BrokerdCancel', oid: 'later', account: 'spot' })}\n`)
    await expect.poll(() => said, { timeout: 30_000 }).toContain('"canceled"')
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    const again = unwrap(playedAgain(await recorder.ends()))
    rmSync(folder, { recursive: true })
    expect(again.difference).toBeUndefined()
    expect(again.compared).toBeGreaterThan(20)
  },
  PATIENCE,
)

test(
  'what it kept itself is said again, faults, halves and silences included',
  async () => {
    const folder = folderOfTest()
    const record = join(folder, 'wire.jsonl')
    const faults = `
      [[faults]]
      at = 0
      kind = "repeat"
      on = "ownTrades"
      [[faults]]
      at = 2
      kind = "delay"
      on = "openOrders"
      seconds = 1`
    const one = await started({ ...BUSY, record, faults: { file: 'faults.toml', text: faults } })
    await trades(one, one.kraken)
    await one.stop()
    const again = unwrap(playedAgain(readFileSync(record, 'utf8')))
    rmSync(folder, { recursive: true })
    expect(again.difference).toBeUndefined()
    expect(again.compared).toBeGreaterThan(100)
  },
  PATIENCE,
)

test(
  'a recording that began too late, or with others about, is refused with what to do',
  async () => {
    const one = await started()
    await (await fetch(`${one.kraken.rest}/0/public/Time`)).text()
    const late = await recorderBefore(one)
    await (await fetch(`${late.rest}/0/public/Time`)).text()
    expect(playedAgain(await late.ends())).toMatchObject({
      error: expect.stringMatching(/start 'wavetank serve' anew/) as string,
    })

    const two = await started()
    const recorder = await recorderBefore(two)
    await (await fetch(`${two.kraken.rest}/0/public/Time`)).text()
    await (await fetch(`${recorder.rest}/0/public/Time`)).text()
    expect(playedAgain(await recorder.ends())).toMatchObject({
      error: expect.stringMatching(/^line 2: .*record all of them$/) as string,
    })
    const [head = '', ...rest] = (await recorder.ends()).split('\n')
    const without = [JSON.stringify({ ...(JSON.parse(head) as object), settings: undefined }), ...rest].join('\n')
    expect(playedAgain(without)).toMatchObject({
      error: expect.stringMatching(/does not say which Kraken answered/) as string,
    })
  },
  PATIENCE,
)
