/** Starts a Kraken to be pointed at: reads the files, opens the port, and lets strangers in. */
import type { RecordingHead } from '../../src/broker/border.ts'
import { type Result, fail, ok } from '../../src/result.ts'
import type { ExchangeAccount } from '../exchange/port.ts'
import { type PairRow, type Universe, pairNamed } from '../exchange/universe/universe.ts'
import { machineClock } from '../../src/live/clock.ts'
import { demoAccount, readAccounts } from './accounts.ts'
import { selfMadeCertificate } from './certificate.ts'
import { answerControl } from './control.ts'
import { readFaults } from './faults.ts'
import { type Market, type Mood, wellKnown } from './market.ts'
import type { Speed } from './pace.ts'
import { type Print, readTrades } from './prints.ts'
import { readQuirks } from './quirk-words.ts'
import type { Recording } from '../../src/shell/recording.ts'
import type { Happening } from '../trace.ts'
import { recordServed } from './recording.ts'
import { type Served, serve } from './serve.ts'
import { type Setting, type Sheet, exchangeOf, keyNames, open, textsOf } from './setting.ts'

export type KrakenOptions = {
  readonly universe: Universe
  readonly accounts: Sheet | undefined
  readonly faults: Sheet | undefined
  /** Trades to repeat; or how lively the strangers are; or nobody but the clients. */
  readonly market: Mood | 'none' | Sheet
  /** By any of their names; those that most people know when there is none. */
  readonly pairs: readonly string[]
  /** What Kraken's documents leave open, as `name=choice`. */
  readonly quirks: readonly string[]
  readonly seed: string
  readonly speed: Speed
  readonly port: number
  readonly host: string
  /** `self-made`, or a key and a certificate in PEM. */
  readonly tls: undefined | 'self-made' | { readonly key: string; readonly cert: string }
  readonly record: string | undefined
  readonly patienceMilliseconds?: number
  /** Of Wavetank, for the recording. */
  readonly version: string
  readonly complain: (sentence: string) => void
}

export type Started = {
  readonly kraken: Served
  readonly accounts: readonly ExchangeAccount[]
  readonly pairs: readonly PairRow[]
  /** In PEM, where it is self-made: for clients to trust. */
  readonly certificate: string | undefined
  readonly stop: () => Promise<void>
}

/** Fails, before the port is open, with one sentence. */
export async function startKraken(options: KrakenOptions): Promise<Result<Started, string>> {
  const { universe, complain } = options
  const accounts = accountsOf(options)
  if (!accounts.ok) return accounts
  const [{ name: account } = { name: '' }] = accounts.value
  const planned = options.faults === undefined ? ok([]) : readFaults(options.faults.text, options.faults.file)
  if (!planned.ok) return planned
  const prints = printsOf(options)
  if (!prints.ok) return prints
  const pairs = pairsOf(options, prints.value?.trades)
  if (!pairs.ok) return pairs
  const quirks = readQuirks(options.quirks)
  if (!quirks.ok) return quirks
  const tls = options.tls === 'self-made' ? selfMadeCertificate(Date.now(), options.host) : options.tls
  const startedAt = machineClock()()
  const setting: Setting = {
    universe,
    accounts: accounts.value,
    faults: { text: options.faults?.text ?? '', planned: planned.value },
    mood: typeof options.market === 'string' ? options.market : 'none',
    prints: prints.value,
    pairs: pairs.value,
    quirks: quirks.value,
    seed: options.seed,
    startedAt,
  }
  const settings = textsOf(setting, { speed: String(options.speed) })
  const recording = recordingOf(options, { account, startedAt, settings })
  if (!recording.ok) return recording

  let market: Market = { move: () => fail('it is not open yet') }
  const served = await serve(exchangeOf(setting), {
    port: options.port,
    host: options.host,
    speed: options.speed,
    begin: startedAt,
    ...(options.patienceMilliseconds === undefined ? {} : { patienceMilliseconds: options.patienceMilliseconds }),
    ...(tls === undefined ? {} : { tls }),
    ...(recording.value === undefined ? {} : { record: recording.value.record }),
    told: { settings, keyNames: keyNames(accounts.value) },
    control: (kraken, call) =>
      answerControl(
        kraken,
        { account, market: () => market, stop: () => setImmediate(() => void kraken.stop()) },
        call,
      ),
  })
  if (!served.ok) {
    recording.value?.end()
    return fail(portTrouble(served.error, options))
  }
  const kraken = served.value
  market = open(kraken, setting, complain)
  void kraken.stopped.then(() => recording.value?.end())
  return ok({
    kraken,
    accounts: accounts.value,
    pairs: options.market === 'none' ? [] : pairs.value,
    certificate: options.tls === 'self-made' ? tls?.cert : undefined,
    stop: kraken.stop,
  })
}

const accountsOf = ({ accounts, universe }: KrakenOptions): Result<readonly ExchangeAccount[], string> =>
  accounts === undefined ? ok([demoAccount(universe)]) : readAccounts(accounts.text, { file: accounts.file, universe })

function printsOf({ market, universe }: KrakenOptions): Result<Setting['prints'], string> {
  return typeof market === 'string' ? ok(undefined) : readTrades(market, universe)
}

function pairsOf(
  { pairs, universe }: KrakenOptions,
  prints: readonly Print[] | undefined,
): Result<readonly PairRow[], string> {
  const rows = pairs.map((name) => pairNamed(universe, name))
  const unknown = pairs.find((_, place) => rows[place] === undefined)
  if (unknown !== undefined) return fail(`--pairs: the universe has no pair ${unknown}`)
  const named = rows.filter((row) => row !== undefined)
  if (named.length > 0) return ok(named)
  if (prints === undefined) return ok(wellKnown(universe))
  return ok([...new Set(prints.map(({ pair }) => pair))].flatMap((key) => universe.pairs.get(key) ?? []))
}

function recordingOf(
  { record, version, complain }: KrakenOptions,
  of: Pick<RecordingHead, 'account' | 'startedAt' | 'settings'>,
): Result<Recording<Happening> | undefined, string> {
  return record === undefined ? ok(undefined) : recordServed(record, { of: { version, ...of }, complain })
}

function portTrouble(word: string, { host, port }: KrakenOptions): string {
  switch (word) {
    case 'EADDRINUSE':
      return `--port ${port} is taken by another program; choose another, or 0 for any free one`
    case 'EACCES':
      return `--port ${port} is not for everybody to take; choose one above 1023`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `--host ${host} is no address of this machine`
    default:
      return `cannot listen at ${host}:${port}: ${word}`
  }
}
