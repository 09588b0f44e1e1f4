/** `wavetank serve`: a Kraken on this machine, for any client to be pointed at. */
import manifest from '../../../package.json' with { type: 'json' }
import { type Result, fail, ok } from '../../../src/result.ts'
import type { Sheet } from '../../serve/setting.ts'
import type { KrakenOptions, Started } from '../../serve/start.ts'
import { checked, command } from '../command.ts'
import { OK } from '../exit.ts'
import type * as Files from '../files.ts'
import { DEFAULT_SEED } from '../seed.ts'
import { START } from '../start.ts'
import type { Terminal } from '../terminal.ts'

const DEFAULT_PORT = 8080
const DEFAULT_HOST = '127.0.0.1'

const help = `wavetank serve: a fake Kraken Spot on this machine. Any client is pointed at it by changing its URLs.

  REST             http://${DEFAULT_HOST}:${DEFAULT_PORT}/0/public/…, /0/private/…
  WebSocket v1     ws://${DEFAULT_HOST}:${DEFAULT_PORT}/ws, and /ws-auth where an account is traded
  WebSocket v2     ws://${DEFAULT_HOST}:${DEFAULT_PORT}/ws/v2, and /ws-auth/v2; / and /v2 mean the same as /ws-auth

  --port N           ${DEFAULT_PORT} unless said otherwise; 0 for any free one
  --host ADDRESS     ${DEFAULT_HOST} unless said otherwise: only this machine can speak to it
  --tls              https: and wss:, with a certificate made for the occasion and written on stdout
  --tls-key FILE     the same with a key
  --tls-cert FILE    and a certificate of your own, both PEM
  --universe FILE    a response of AssetPairs: what can be traded; the own table of real pairs unless said otherwise
  --assets FILE      the response of Assets that goes with it
  --accounts FILE    whose accounts it keeps; one account for a demonstration unless said otherwise
  --market M         what strangers do: quiet, busy or none; or a FILE whose trades they repeat: Kraken's XMREUR.csv,
                     a response of Trades, or a recording. quiet unless said otherwise
  --pairs A,B        where they do it; a few well-known pairs unless said otherwise
  --quirks A=B,C=D   what Kraken's documents leave open, in place of the defaults
  --seed N           the luck of the strangers, ${DEFAULT_SEED} unless said otherwise
  --speed S          how fast its time passes: 1 as ours, 60 a minute a second, max as fast as the clients can read
  --faults FILE      what goes wrong, and when
  --record FILE      keeps all that its clients say and hear, in a new file

Accounts and faults are TOML:

  [accounts.alice]                            [[faults]]
  tier = "pro"                                at = 5                # seconds after the start
  funds = { EUR = 1000, XBT = 0.5 }           kind = "lose"         # the next notice of an order is never told
  [[accounts.alice.keys]]                     on = "openOrders"
  key = "…"                                   [[faults]]
  secret = "…"       # base64                 at = 60
  nonce_window = 10                           kind = "answer"
  permissions = ["query-funds"]               request = "AddOrder"
                                              with = { status = 502, body = "<html>…" }

Kinds of fault: lose, repeat, delay, mute, half-open, rest-lag, forget-tokens, drift, answer, lose-reply, cut; and heal,
which ends them, and go, with a mode. The same, and more, at any time by JSON on /wavetank:

  curl ${DEFAULT_HOST}:${DEFAULT_PORT}/wavetank
  curl ${DEFAULT_HOST}:${DEFAULT_PORT}/wavetank/truth
  curl ${DEFAULT_HOST}:${DEFAULT_PORT}/wavetank/fault   --json '{ "kind": "cut", "outageSeconds": 5 }'
  curl ${DEFAULT_HOST}:${DEFAULT_PORT}/wavetank/fault   --json '{ "kind": "go", "mode": "cancel_only" }'
  curl ${DEFAULT_HOST}:${DEFAULT_PORT}/wavetank/heal    --json '{}'
  curl ${DEFAULT_HOST}:${DEFAULT_PORT}/wavetank/market  --json '{ "pair": "XMR/EUR", "price": "155.00" }'
  curl ${DEFAULT_HOST}:${DEFAULT_PORT}/wavetank/command --json '{ "kind": "deposit", "asset": "EUR", "amount": "100" }'
  curl ${DEFAULT_HOST}:${DEFAULT_PORT}/wavetank/advance --json '{ "seconds": 900 }'
  curl ${DEFAULT_HOST}:${DEFAULT_PORT}/wavetank/stop    --json '{}'

It ends at SIGINT or SIGTERM, or when it is told to.
Exit code: 0 ended as asked, 2 the command line, a file or the port.

Example:
  ${START} serve --market busy --seed 7 --speed 10
`

type Asked = {
  readonly universe: string | undefined
  readonly assets: string | undefined
  readonly accounts: string | undefined
  readonly faults: string | undefined
  readonly market: string
  readonly tls: undefined | 'self-made' | { readonly key: string; readonly cert: string }
} & Pick<KrakenOptions, 'pairs' | 'quirks' | 'seed' | 'speed' | 'port' | 'host' | 'record'>

const listOf = (words: string | undefined): readonly string[] => (words ?? '').split(',').filter((word) => word !== '')

const HIGHEST_PORT = 65_535

export const serveCommand = command<Asked>({
  name: 'serve',
  usage: 'serve',
  does: 'is a Kraken on this machine, for any client to be pointed at',
  help,
  options: {
    port: { example: '--port 8080' },
    host: { example: '--host 127.0.0.1' },
    tls: 'flag',
    'tls-key': { example: '--tls-key key.pem' },
    'tls-cert': { example: '--tls-cert cert.pem' },
    universe: { example: '--universe AssetPairs.json' },
    assets: { example: '--assets Assets.json' },
    accounts: { example: '--accounts accounts.toml' },
    market: { example: '--market busy' },
    pairs: { example: '--pairs XBT/EUR,XMR/EUR' },
    quirks: { example: '--quirks dust=off' },
    seed: { example: '--seed 7' },
    speed: { example: '--speed 10' },
    faults: { example: '--faults faults.toml' },
    record: { example: '--record today.jsonl' },
    help: 'flag',
  },
  read({ names: [name], flags, values }) {
    if (name !== undefined) return fail(`serve takes options alone, but was given '${name}'`)
    const port = checked(values.get('port'), /^\d{1,5}$/, '--port takes a number such as 8080')
    if (!port.ok) return port
    if (Number(port.value ?? 0) > HIGHEST_PORT) return fail(`--port takes a number up to ${HIGHEST_PORT}`)
    const seed = checked(values.get('seed'), /^\d{1,15}$/, '--seed takes a whole number such as 7')
    if (!seed.ok) return seed
    const speed = checked(
      values.get('speed'),
      /^(max|\d{1,6}(\.\d{1,3})?)$/,
      '--speed takes a number such as 10, or max',
    )
    if (!speed.ok) return speed
    if (speed.value !== undefined && speed.value !== 'max' && Number(speed.value) === 0) {
      return fail('--speed takes a number above 0, or max')
    }
    const [universe, assets] = [values.get('universe'), values.get('assets')]
    if (assets !== undefined && universe === undefined) return fail('--assets goes with --universe; give both')
    const [key, cert] = [values.get('tls-key'), values.get('tls-cert')]
    if ((key === undefined) !== (cert === undefined)) return fail('--tls-key and --tls-cert go together; give both')
    return ok({
      universe,
      assets,
      accounts: values.get('accounts'),
      faults: values.get('faults'),
      market: values.get('market') ?? 'quiet',
      pairs: listOf(values.get('pairs')),
      quirks: listOf(values.get('quirks')),
      seed: seed.value ?? String(DEFAULT_SEED),
      speed: speed.value === 'max' ? 'max' : Number(speed.value ?? 1),
      port: port.value === undefined ? DEFAULT_PORT : Number(port.value),
      host: values.get('host') ?? DEFAULT_HOST,
      tls: key === undefined || cert === undefined ? (flags.has('tls') ? 'self-made' : undefined) : { key, cert },
      record: values.get('record'),
    })
  },
  async perform(asked, terminal) {
    const options = optionsOf(asked, { terminal, files: await import('../files.ts') })
    if (!options.ok) return terminal.complain(options.error)
    const { startKraken } = await import('../../serve/start.ts')
    const started = await startKraken(options.value)
    if (!started.ok) return terminal.complain(started.error)
    const { kraken, stop } = started.value
    terminal.write(welcome(started.value, asked))
    terminal.onSignal(() => void stop())
    await kraken.stopped
    return OK
  },
})

function optionsOf(
  asked: Asked,
  { terminal, files }: { readonly terminal: Terminal; readonly files: typeof Files },
): Result<KrakenOptions, string> {
  const { readText } = files
  const universe = files.readUniverse(asked)
  if (!universe.ok) return universe
  const accounts = sheetOf(asked.accounts, readText)
  if (!accounts.ok) return accounts
  const faults = sheetOf(asked.faults, readText)
  if (!faults.ok) return faults
  const market = marketOf(asked.market, readText)
  if (!market.ok) return market
  const tls = tlsOf(asked.tls, readText)
  if (!tls.ok) return tls
  return ok({
    ...asked,
    universe: universe.value,
    accounts: accounts.value,
    faults: faults.value,
    market: market.value,
    tls: tls.value,
    version: manifest.version,
    complain: (sentence) => terminal.warn(`wavetank: ${sentence}\n`),
  })
}

type Read = typeof Files.readText

function sheetOf(file: string | undefined, readText: Read): Result<Sheet | undefined, string> {
  if (file === undefined) return ok(undefined)
  const text = readText(file)
  return text.ok ? ok({ file, text: text.value }) : text
}

function marketOf(market: string, readText: Read): Result<KrakenOptions['market'], string> {
  if (market === 'quiet' || market === 'busy' || market === 'none') return ok(market)
  const text = readText(market)
  return text.ok
    ? ok({ file: market, text: text.value })
    : fail(`--market is quiet, busy, none or a file: ${text.error}`)
}

function tlsOf(tls: Asked['tls'], readText: Read): Result<KrakenOptions['tls'], string> {
  if (tls === undefined || tls === 'self-made') return ok(tls)
  const key = readText(tls.key)
  if (!key.ok) return key
  const cert = readText(tls.cert)
  return cert.ok ? ok({ key: key.value, cert: cert.value }) : cert
}

/** What somebody needs to point a client at it. */
function welcome({ kraken, accounts, pairs, certificate }: Started, asked: Asked): string {
  const demo = asked.accounts === undefined ? accounts.flatMap(({ keys }) => keys) : []
  const traded = pairs.map(({ wsname, altname }) => wsname ?? altname).join(', ')
  return [
    `A fake Kraken Spot; nothing here is real.`,
    ``,
    `  REST       ${kraken.rest}`,
    `  WebSocket  ${kraken.ws}/ws and /ws-auth, ${kraken.ws}/ws/v2 and /ws-auth/v2`,
    `  operator   ${kraken.rest}/wavetank`,
    ...(traded === '' ? [] : [`  strangers  trade ${traded}`]),
    ...accounts.map(({ name, funds }) => `  account    ${name}: ${fundsText(funds)}`),
    ...demo.flatMap(({ key, secret }) => [`  API key    ${key}`, `  secret     ${secret}`]),
    ...(certificate === undefined ? [] : ['', certificate.trimEnd()]),
    '',
    'It ends at Ctrl-C.',
    '',
  ].join('\n')
}

/** More assets than this are not worth a line. */
const MOST_SHOWN = 8

function fundsText(funds: Readonly<Record<string, string>>): string {
  const texts = Object.entries(funds).map(([asset, amount]) => `${amount} ${asset}`)
  const more = texts.length > MOST_SHOWN ? ` and ${texts.length - MOST_SHOWN} more` : ''
  return texts.length === 0 ? 'nothing' : `${texts.slice(0, MOST_SHOWN).join(', ')}${more}`
}
