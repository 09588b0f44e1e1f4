/** `wavetank record`: stands between a client and Kraken, and keeps what crosses the wire. */
import manifest from '../../../package.json' with { type: 'json' }
import { type Result, fail, ok } from '../../../src/result.ts'
import { checked, command } from '../command.ts'
import { OK } from '../exit.ts'
import { START } from '../start.ts'

const KRAKEN = 'https://api.kraken.com'
const DEFAULT_HOST = '127.0.0.1'
const DEFAULT_PORT = 8090

const help = `wavetank record FILE: stands between a client and Kraken, hands everything on byte for byte, and keeps it in a new file with
the time of each message: REST and WebSocket, both ways. What comes in is Kraken's own traffic, and trades are real ones.

  --upstream URL   in place of Kraken itself, such as a 'wavetank serve': http://127.0.0.1:8080
  --port N         where clients come to, ${DEFAULT_PORT} unless said otherwise
  --host NAME      and at which of this machine's addresses, ${DEFAULT_HOST} unless said otherwise

Clients are pointed at it as at a 'wavetank serve': REST at /0/…, WebSockets at /ws, /ws-auth, /ws/v2 and /ws-auth/v2.

In front of a 'wavetank serve', which says how it is set and what it heard when, a recording can be played again: begin it before
any client speaks, and let all of them speak through it. 'wavetank replay --against exchange' does so.

Keys, signatures, nonces, tokens, passwords, addresses and account ids are blotted out before anything is written; equal
ones get equal blots, so that what belongs together can be seen to. Balances and trades are not: they are what is recorded.

Exit code: 0 ended as asked, 2 the command line, the file or the port.

Examples:
  ${START} record wire.jsonl --upstream http://127.0.0.1:8080
  ${START} replay wire.jsonl --against exchange
`

type Asked = { readonly file: string; readonly upstream: URL; readonly host: string; readonly port: number }

export const recordCommand = command<Asked>({
  name: 'record',
  usage: 'record FILE',
  does: 'keeps what crosses the wire between any client and Kraken, without its secrets',
  help,
  options: {
    upstream: { example: '--upstream http://127.0.0.1:8080' },
    port: { example: `--port ${DEFAULT_PORT}` },
    host: { example: `--host ${DEFAULT_HOST}` },
    help: 'flag',
  },
  read({ names: [file, more], values }) {
    if (file === undefined) return fail(`record needs a new file, as in 'record wire.jsonl'`)
    if (more !== undefined) return fail(`record takes one file, but was given '${more}' too`)
    const port = checked(values.get('port'), /^\d{1,5}$/, '--port takes a number such as 8090')
    if (!port.ok) return port
    const upstream = upstreamOf(values.get('upstream') ?? KRAKEN)
    if (!upstream.ok) return upstream
    return ok({
      file,
      upstream: upstream.value,
      host: values.get('host') ?? DEFAULT_HOST,
      port: port.value === undefined ? DEFAULT_PORT : Number(port.value),
    })
  },
  async perform({ file, upstream, host, port }, { write, warn, complain, onSignal }) {
    const { randomBytes } = await import('node:crypto')
    const { machineClock } = await import('../../../src/live/clock.ts')
    const { followDiary } = await import('../../../src/shell/diary.ts')
    const { startProxy } = await import('../../../src/shell/proxy.ts')
    const { beginRecording } = await import('../../../src/shell/recording.ts')
    const { SALT_BYTES, Secrets } = await import('../../../src/shell/secrets.ts')
    const now = machineClock()
    const log = (text: string): void => warn(`wavetank: ${text}\n`)
    const secrets = new Secrets([], randomBytes(SALT_BYTES).toString('hex'))
    const of = { version: manifest.version, adapter: 'clients of wavetank record', dialect: 'any', account: 'any' }
    const diary = await followDiary(upstream)
    const settings = diary === undefined ? {} : { settings: diary.settings }
    const recording = beginRecording(file, { of: { ...of, ...settings, startedAt: now() }, secrets, complain: log })
    if (!recording.ok) return complain(recording.error)
    const { record, end } = recording.value
    diary?.onLine((line) => record(now(), { kind: 'kraken-diary', line }))
    const proxy = await startProxy({
      ...{ upstream, host, port, log, ...(diary === undefined ? {} : { diary }) },
      record: (event) => record(now(), event),
    })
    if (!proxy.ok) {
      diary?.end()
      return complain(proxy.error)
    }
    const { rest, ws } = proxy.value
    write(
      [
        `Between clients and ${upstream.href}; what crosses is kept in ${file}.`,
        '',
        `  REST       ${rest}`,
        `  WebSocket  ${ws}/ws and /ws-auth, ${ws}/ws/v2 and /ws-auth/v2`,
        '',
        'It ends at Ctrl-C.',
        '',
      ].join('\n'),
    )
    await new Promise<void>((resolve) => onSignal(resolve))
    await proxy.value.end()
    diary?.end()
    end()
    return OK
  },
})

function upstreamOf(text: string): Result<URL, string> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSound = url !== undefined && /^https?:$/.test(url.protocol) && url.username === ''
  return isSound ? ok(url) : fail(`--upstream takes an address such as '${KRAKEN}', not '${text}'`)
}
