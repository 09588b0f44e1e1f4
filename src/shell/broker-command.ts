/** The `broker` command: all that a live broker needs is looked at first, and then it runs until it is told to end. */
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { unreachable } from '../assert.ts'
import { createBroker } from '../broker/broker.ts'
import type { BrokerConfig, StateTexts } from '../broker/port.ts'
import type { DialectName } from '../kraken/dialects.ts'
import { machineClock } from '../live/clock.ts'
import { Timers } from '../live/timers.ts'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import type { Instant } from '../time.ts'
import type { Environment } from './config.ts'
import { readConfig } from './config.ts'
import type { Streams } from './ems-streams.ts'
import { connectEms } from './ems-streams.ts'
import type { Endpoints } from './endpoints.ts'
import { endpointsOf } from './endpoints.ts'
import { Files, PRIVATE_FOLDER } from './files.ts'
import type { Ending } from './live.ts'
import { Live } from './live.ts'
import { takeLock } from './lock.ts'
import type { Log } from './log.ts'
import { createLog } from './log.ts'
import type { NonceMark } from './nonce-mark.ts'
import { openNonceMark } from './nonce-mark.ts'
import type { BorderEvent } from '../broker/border.ts'
import type { Recording } from './recording.ts'
import { beginRecording } from './recording.ts'
import { Rest } from './rest.ts'
import { SALT_BYTES, Secrets } from './secrets.ts'
import { Sockets } from './sockets.ts'
import { attempt } from './system-word.ts'

export type BrokerOptions = {
  /** The path of `brokers.toml`. */
  readonly config: string
  readonly account: string
  readonly rest: string | undefined
  readonly ws: string | undefined
  /** In place of the configuration's; undefined leaves that. */
  readonly dialect: DialectName | undefined
  /** The folder of the account's files; that of the configuration when undefined. */
  readonly state: string | undefined
  /** The file for a recording. */
  readonly record: string | undefined
  /** Kraken itself is meant. */
  readonly live: boolean
}

/** Runs until the end. Fails, before anything is sent, with what is wrong and what to do about it. */
export async function runBroker(
  options: BrokerOptions,
  {
    version,
    environment,
    streams,
  }: { readonly version: string; readonly environment: Environment; readonly streams: Streams },
): Promise<Result<Ending, string>> {
  const endpoints = endpointsOf(options)
  if (!endpoints.ok) return endpoints
  const path = resolve(options.config)
  const read = readConfig({ path, account: options.account, environment })
  if (!read.ok) return read
  const config: BrokerConfig = { ...read.value, dialect: options.dialect ?? read.value.dialect }
  const state = openState(resolve(options.state ?? dirname(path)), options.account)
  if (!state.ok) return state
  const now = machineClock(state.value.mark.last)
  const secrets = new Secrets([config.apiKey, config.secret], randomBytes(SALT_BYTES).toString('hex'))
  const log = createLog((line) => void streams.stderr.write(line), { now, secrets })
  const { record } = options
  const of = {
    adapter: 'wavetank broker',
    version,
    dialect: config.dialect,
    account: options.account,
    startedAt: now(),
    settings: settingsOf(config),
  }
  const recording = record === undefined ? ok(undefined) : beginRecording(record, { of, secrets, complain: log })
  if (!recording.ok) return recording
  const parts = { config, endpoints: endpoints.value, state: state.value, now, secrets, log, streams }
  return new Promise((resolve) => {
    begin({ ...parts, recording: recording.value, end: (ending) => resolve(ok(ending)) })
  })
}

/** What a replay has to set a broker to, and is no secret. */
const settingsOf = ({ editPolicy, srcFiat, tier }: BrokerConfig): Readonly<Record<string, string>> => ({
  editPolicy,
  srcFiat,
  tier,
})

type State = { readonly folder: string; readonly mark: NonceMark; readonly files: Files; readonly texts: StateTexts }

/** From here on the folder is this process's alone, until it ends in whatever way. */
function openState(folder: string, account: string): Result<State, string> {
  const made = attempt(() => mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER }))
  if (!made.ok) return fail(`${folder}: ${made.error}`)
  // One lock for all accounts, since all of them would write the same pps.toml.
  const lock = takeLock(join(folder, 'kraken.lock'))
  if (!lock.ok) return lock
  process.on('exit', lock.value.release)
  const mark = openNonceMark(join(folder, `kraken_${account}.nonce`))
  if (!mark.ok) return mark
  const files = new Files({ folder, account })
  const texts = files.read()
  return texts.ok ? ok({ folder, mark: mark.value, files, texts: texts.value }) : texts
}

type Parts = {
  readonly config: BrokerConfig
  readonly endpoints: Endpoints
  readonly state: State
  readonly now: () => Instant
  readonly secrets: Secrets
  readonly log: Log
  readonly recording: Recording<BorderEvent> | undefined
  readonly streams: Streams
  readonly end: (ending: Ending) => void
}

function begin({ config, endpoints, state, now, secrets, log, recording, streams, end }: Parts): void {
  const { mark, files } = state
  streams.stderr.on('error', () => undefined)
  log(`account ${config.account} at ${endpoints.isReal ? 'Kraken itself' : `a fake Kraken, ${endpoints.rest.href}`}`)
  log(`its files are in ${state.folder}`)
  log(`WebSocket ${config.dialect}; what becomes of an edit: ${config.editPolicy}`)
  const ahead = mark.last === undefined ? 0 : Math.ceil(mark.last / 1_000_000 - Date.now() / 1000)
  if (ahead > 0) log(`this machine's clock was set back by ${ahead} s or more; times go on from where they were`)

  const rest = new Rest(endpoints.rest, {
    tell(input) {
      if (input.kind === 'http-answered') secrets.learnFrom(input.body)
      live.feed(input)
    },
    log,
  })
  const sockets = new Sockets(endpoints.ws, { tell: (input) => live.feed(input), log })
  const timers = new Timers(now)
  const stop = (): void => live.feed({ kind: 'stop-requested', why: 'asked' })
  const tell = connectEms(streams, {
    account: config.account,
    now,
    request: (request, more) => live.feed({ kind: 'ems-requested', request, more }),
    left: stop,
    log,
  })
  const live: Live = new Live(createBroker(config), {
    around: {
      now,
      files,
      rest,
      sockets,
      timers,
      keepNonceMark(used) {
        const kept = mark.keep(used)
        if (!kept.ok) log(`the time of the last nonce cannot be kept: ${kept.error}`)
      },
      tell,
      log,
      record: recording?.record,
    },
    end(ending) {
      log(wordsOf(ending))
      timers.stopAll()
      rest.end()
      sockets.end()
      streams.stdin.destroy()
      mark.end()
      recording?.end()
      end(ending)
      // Whatever still keeps the process alive has had its time.
      setTimeout(() => process.exit(), GRACE_MILLISECONDS).unref()
    },
  })
  listenToProcess({ stop, broke: (error) => live.break(error) })
  live.feed({ kind: 'started', files: state.texts })
}

/** Longer than a goodbye to Kraken takes. */
const GRACE_MILLISECONDS = 3_000

function wordsOf(ending: Ending): string {
  switch (ending.kind) {
    case 'stopped':
      return 'stopped'
    case 'gave up':
      return `gave up: ${ending.reason}`
    case 'broke':
      return 'ended by a fault of its own; what was booked is on the disk'
    default:
      return unreachable(ending)
  }
}

/** As a shell counts them: 128 and the signal's number. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** The first signal asks for a clean end; whoever repeats one wants out. */
function listenToProcess({
  stop,
  broke,
}: {
  readonly stop: () => void
  readonly broke: (error: unknown) => void
}): void {
  let isAsked = false
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (isAsked) process.exit(code)
      isAsked = true
      stop()
    })
  }
  process.on('uncaughtException', broke)
}
