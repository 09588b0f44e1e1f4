/** `wavetank broker`: the broker itself, live. */
import manifest from '../../../package.json' with { type: 'json' }
import { fail, ok } from '../../../src/result.ts'
import type { BrokerOptions } from '../../../src/shell/broker-command.ts'
import { command } from '../command.ts'
import { endingCode } from '../exit.ts'
import { DIALECT_OPTION, readDialect } from '../dialect.ts'
import { START } from '../start.ts'

const help = `wavetank broker: the broker itself, on real sockets. Requests come in on stdin and events go out on stdout, one JSON
object a line; the log is on stderr.

  --config FILE    brokers.toml, with the API key; nobody but you may be able to read it
  --account NAME   one of the accounts there
  --rest URL       a fake Kraken's address, http://127.0.0.1:8080
  --ws URL         and its WebSocket's, ws://127.0.0.1:8080
  --live           trade at Kraken itself, with real money; instead of --rest and --ws
  --dialect D      which WebSocket to speak, v1 or v2, whatever the configuration says
  --state DIR      where pps.toml and ledgers/ are, next to the configuration unless said otherwise
  --record FILE    keep all that crosses the broker's border, without secrets, in a new file

In the configuration, dialect = "v1" or "v2" says the same, and edit_policy what becomes of an edit: "masquerade" (Kraken's own,
its seam hidden), "cancel-and-submit" or "block"; the first of each where nothing is said.

WAVETANK_API_KEY and WAVETANK_API_SECRET, when both are set, stand in for api_key and secret in the file.

It ends when its input does, and at SIGINT or SIGTERM; a second signal ends it at once.
Exit code: 0 ended as asked, 1 could not go on, 2 the command line, configuration or folder, 70 a fault of its own.

Example:
  ${START} broker --config brokers.toml --account spot --rest http://127.0.0.1:8080 --ws ws://127.0.0.1:8080
`

const CONFIG = '--config brokers.toml'
const ACCOUNT = '--account spot'

export const brokerCommand = command<BrokerOptions>({
  name: 'broker',
  usage: 'broker',
  does: 'trades: at a fake Kraken, or with --live at Kraken itself',
  help,
  options: {
    config: { example: CONFIG },
    account: { example: ACCOUNT },
    rest: { example: '--rest http://127.0.0.1:8080' },
    ws: { example: '--ws ws://127.0.0.1:8080' },
    dialect: DIALECT_OPTION,
    state: { example: '--state positions' },
    record: { example: '--record today.jsonl' },
    live: 'flag',
    help: 'flag',
  },
  read({ names: [name], flags, values }) {
    if (name !== undefined) return fail(`broker takes options alone, but was given '${name}'`)
    const [config, account] = [values.get('config'), values.get('account')]
    if (config === undefined || account === undefined) {
      return fail(`broker has to know its configuration and account, as in '${CONFIG} ${ACCOUNT}'`)
    }
    const dialect = readDialect(values)
    if (!dialect.ok) return dialect
    return ok({
      config,
      account,
      rest: values.get('rest'),
      ws: values.get('ws'),
      dialect: dialect.value,
      state: values.get('state'),
      record: values.get('record'),
      live: flags.has('live'),
    })
  },
  async perform(options, { complain }) {
    const { runBroker } = await import('../../../src/shell/broker-command.ts')
    const ended = await runBroker(options, { version: manifest.version, environment: process.env, streams: process })
    return ended.ok ? endingCode(ended.value) : complain(ended.error)
  },
  ownsStreams: true,
})
