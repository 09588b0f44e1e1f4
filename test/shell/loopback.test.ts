/** The live broker as a child process against the fake exchange on real sockets: trades, dies, comes back, and is right. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { present } from '../../src/assert.ts'
import type { EmsEvent, EmsRequest } from '../../src/ems.ts'
import { oid } from '../../src/ids.ts'
import { createExchange } from '../../sim/exchange/exchange.ts'
import { readTraceFile } from '../../sim/trace-file.ts'
import { builtInUniverse } from '../../sim/exchange/universe/universe.ts'
import { INVARIANTS } from '../../sim/oracle/invariants.ts'
import { positionsTable } from '../../sim/oracle/positions.ts'
import type { Evidence } from '../../sim/oracle/evidence.ts'
import { beginAll } from '../../sim/oracle/judge.ts'
import { type Served, serve } from '../../sim/serve/serve.ts'
import { machineClock } from '../../src/live/clock.ts'

const project = fileURLToPath(new URL('../../', import.meta.url))
const KEY = `KLOOPBACK${'0'.repeat(47)}`
const SECRET = Buffer.from(Array.from({ length: 64 }, (_, place) => 255 - place)).toString('base64')
const PATIENCE = 40_000

let folder = ''
let kraken: Served
let children: ChildProcess[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wavetank-loopback-'))
  writeConfig({})
  const exchange = createExchange({
    universe: builtInUniverse(),
    accounts: [
      { name: 'trader', keys: [{ key: KEY, secret: SECRET }], funds: { EUR: '10000' } },
      { name: 'stranger', keys: [], funds: { EUR: '1000000', XMR: '1000' } },
    ],
    openedAt: machineClock()(),
  })
  const served = await serve(exchange)
  if (!served.ok) throw new Error(served.error)
  kraken = served.value
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children = []
  await kraken.stop()
  rmSync(folder, { recursive: true })
})

test.each(['v1', 'v2'])(
  'in %s, what it was told, booked and wrote is true, though it was killed between a fill and its write',
  async (dialect) => {
    writeConfig({ dialect })
    const first = start()
    await first.isReady()
    first.asks(buys('bid', '2', '149.50'))
    await first.hears((event) => event.kind === 'BrokerdStatus' && event.status === 'open')
    sells('0.5')
    await first.hears((event) => event.kind === 'BrokerdFill' && event.size === '0.5')
    first.child.kill('SIGKILL')
    expect(await first.ended).toEqual({ code: null, signal: 'SIGKILL' })
    expect(text('pps.toml')).not.toContain('accum_size = 0.5,')
    expect(text('ledgers/trades_kraken_spot.toml')).toContain('vol = "0.50000000"')
    sells('0.25')

    const second = start()
    const found = await second.hears((event) => event.kind === 'Status')
    expect(found).toMatchObject({ symbol: 'xmreur.kraken', size: '2', filled: '0.75', remaining: '1.25' })
    await second.hears((event) => event.kind === 'BrokerdPosition' && event.size === '0.75')
    if (found.kind !== 'Status') throw new Error('it was a Status')
    second.asks({ ...buys('bid', '2', '149.60'), oid: found.oid })
    await second.hears((event) => event.kind === 'BrokerdStatus' && event.price === '149.6')
    sells('0.25')
    await second.hears((event) => event.kind === 'BrokerdFill' && event.price === '149.6')
    second.asks({ kind: 'BrokerdCancel', oid: found.oid, account: 'spot' })
    await second.hears((event) => event.kind === 'BrokerdStatus' && event.status === 'canceled')
    expect(second.log()).toContain(dialect === 'v1' ? 'edit replaced the order' : 'edit amended the order')
    second.child.kill('SIGTERM')
    expect(await second.ended).toEqual({ code: 0, signal: null })

    const evidence = evidenceNow()
    expect(positionsTable(evidence)).toEqual([
      {
        symbol: 'xmreur.kraken',
        oracle: expect.stringMatching(/^1 @ /) as string,
        adapter: expect.any(String) as string,
      },
    ])
    for (const { oracle, adapter } of positionsTable(evidence)) expect(adapter).toBe(oracle)
    expect(beginAll(ABOUT_TRUTH_AND_FILES).end(evidence)).toEqual([])
  },
  PATIENCE,
)

test(
  'a second broker in the same folder is told that the first one is there',
  async () => {
    const first = start()
    await first.isReady()
    const second = start()
    expect(await second.ended).toEqual({ code: 2, signal: null })
    expect(second.log()).toMatch(/^wavetank: .*\n$/)
    expect(first.child.exitCode).toBeNull()
  },
  PATIENCE,
)

test(
  'a configuration that others can read is refused, and says how to mend it',
  async () => {
    writeConfig({ mode: 0o644 })
    const broker = start()
    expect(await broker.ended).toEqual({ code: 2, signal: null })
    expect(broker.log()).toMatch(/^wavetank: .*brokers\.toml.*chmod.*\n$/)
  },
  PATIENCE,
)

test(
  'Kraken itself is not spoken to unless it is asked for',
  async () => {
    const broker = start([])
    expect(await broker.ended).toEqual({ code: 2, signal: null })
    expect(broker.log()).toMatch(/^wavetank: .*--live.*\n$/)
  },
  PATIENCE,
)

test(
  'a recording has all that crossed the wire, and no secret',
  async () => {
    const broker = start(undefined, ['--record', join(folder, 'wire.jsonl'), '--dialect', 'v2'])
    await broker.isReady()
    broker.asks(buys('bid', '1', '149.50'))
    await broker.hears((event) => event.kind === 'BrokerdStatus' && event.status === 'open')
    broker.child.stdin?.end()
    expect(await broker.ended).toEqual({ code: 0, signal: null })
    const recorded = text('wire.jsonl')
    const read = readTraceFile(recorded)
    expect(read).toMatchObject({
      ok: true,
      value: { head: { kind: 'recording', dialect: 'v2', account: 'spot' }, isTorn: false },
    })
    const token = /"token\\?":\\?"([^"\\]+)/.exec(recorded)?.[1]
    for (const kind of ['http-request', 'http-answered', 'socket-send', 'socket-received', 'ems-event'])
      expect(recorded).toContain(`"kind":"${kind}"`)
    for (const secret of [KEY, SECRET]) expect(recorded + broker.log()).not.toContain(secret)
    expect(token ?? '').not.toMatch(/[A-Za-z0-9]{30}/)
    expect(await replay('wire.jsonl')).toMatch(/^✓ .*wire\.jsonl: \d+ deeds of the adapter, no difference\n$/)
    writeFileSync(
      join(folder, 'altered.jsonl'),
      recorded.replace('"order_status\\":\\"new\\"', '"order_status\\":\\"canceled\\"'),
    )
    expect(await replay('altered.jsonl')).toMatch(
      /^✗ .*altered\.jsonl, line \d+: the adapter .*\n {2}recorded .*\n {2}now .*\n$/,
    )
  },
  PATIENCE,
)

/** What `wavetank replay` says of a file in the folder. */
const replay = (name: string): Promise<string> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'sim/cli/main.ts', 'replay', join(folder, name)], {
      cwd: project,
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()))
    child.on('close', () => resolve(said))
  })

// ---- the world around

function writeConfig({ mode = 0o600, dialect = 'v1' }: { readonly mode?: number; readonly dialect?: string }): void {
  const path = join(folder, 'brokers.toml')
  const lines = [
    '[kraken]',
    'key_descr = "spot"',
    `api_key = "${KEY}"`,
    `secret = "${SECRET}"`,
    'src_fiat = "eur"',
    `dialect = "${dialect}"`,
    'accounts.spot = "spot"',
  ]
  writeFileSync(path, `${lines.join('\n')}\n`)
  chmodSync(path, mode)
}

const text = (name: string): string => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '')

function sells(volume: string): void {
  const sold = kraken.command({ kind: 'place', account: 'stranger', pair: 'XMR/EUR', side: 'sell', volume })
  expect(sold).toMatchObject({ ok: true })
}

const buys = (id: string, size: string, price: string): EmsRequest => ({
  kind: 'BrokerdOrder',
  oid: oid(id),
  account: 'spot',
  symbol: 'XMR/EUR',
  action: 'buy',
  orderType: 'limit',
  price,
  size,
})

/** What two lives on a real wire leave to be judged: there is no one trace of them, so claims about traces are left out. */
const ABOUT_TRUTH_AND_FILES = INVARIANTS.filter(({ claim }) =>
  /money|hold|crossed|sum of its trades|pps\.toml is whole/.test(claim),
)

function evidenceNow(): Evidence {
  return {
    now: kraken.now(),
    truth: kraken.truth,
    trace: [],
    files: { ledger: text('ledgers/trades_kraken_spot.toml'), positions: text('pps.toml') },
    trader: { krakenAccount: 'trader', emsAccount: 'spot', srcFiat: 'eur' },
  }
}

type Broker = {
  readonly child: ChildProcess
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  readonly asks: (request: EmsRequest) => void
  /** The first event like this, heard already or to come. */
  readonly hears: (like: (event: EmsEvent) => boolean) => Promise<EmsEvent>
  readonly isReady: () => Promise<void>
  readonly log: () => string
}

function start(place = ['--rest', kraken.rest, '--ws', kraken.ws], more: readonly string[] = []): Broker {
  const words = ['broker', '--config', join(folder, 'brokers.toml'), '--account', 'spot', ...place, ...more]
  const child = spawn(process.execPath, ['--import', 'tsx', 'sim/cli/main.ts', ...words], { cwd: project })
  children.push(child)
  let log = ''
  const events: EmsEvent[] = []
  const stirred = new Set<() => void>()
  const stir = (): void => [...stirred].forEach((look) => look())
  child.stderr.on('data', (data: Buffer) => {
    log += data.toString()
    stir()
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line) as EmsEvent)
    stir()
  })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.on('close', (code, signal) => {
      resolve({ code, signal })
      stir()
    }),
  )
  return {
    child,
    ended,
    asks: (request) => child.stdin.write(`${JSON.stringify(request)}\n`),
    hears: async (like) => {
      await until(() => events.some(like))
      return present(events.find(like), 'it was heard')
    },
    isReady: () => until(() => /\bready$/m.test(log)),
    log: () => log,
  }

  function until(is: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const isOver = child.exitCode !== null || child.signalCode !== null
        if (!is() && !isOver) return
        stirred.delete(look)
        if (is()) resolve()
        else reject(new Error(`the broker ended:\n${log}`))
      }
      stirred.add(look)
      look()
    })
  }
}
