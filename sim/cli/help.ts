/** The texts of `--help`. */
import { DEFAULT_OUT, DEFAULT_SEED } from './arguments.ts'
import type { Verb } from './arguments.ts'

/** How a person in this project starts the program. */
export const START = 'npm run -s wavetank --'

export function helpText(about: Verb | undefined): string {
  return about === undefined ? WAVETANK : TEXTS[about]
}

const WAVETANK = `wavetank: plays stories of trading against a simulated Kraken, and checks what the broker adapter makes of them.

  wavetank run [story...]    plays stories, in every order of events they leave open
  wavetank list              says which stories there are
  wavetank broker            trades: at a fake Kraken, or with --live at Kraken itself
  wavetank help <command>    explains a command, as does <command> --help
  wavetank --version

Example, in this project's folder:
  ${START} run edit-races-fill
`

const RUN = `wavetank run [story...]: plays stories in virtual time, each in every branch, and checks every claim after every event.

A story is a name from 'wavetank list', or the path of a story file of your own. Without one, all are played.

  --all          every story of the project
  --seed N       the luck of delays and ids, ${DEFAULT_SEED} unless said otherwise; the same seed, the same run
  --path P       only the branch with these picks, such as 0.2
  --edits E      how the broker edits: masquerade, cancel-and-submit or block; all three where a story edits, unless said
  --until T      stop at T seconds of virtual time
  --lanes        show what the trader, the wire and Kraken saw, in branches that hold too
  --json         one JSON document on stdout, nothing else
  --out DIR      where traces and position files are written, ${DEFAULT_OUT} unless said otherwise

Every branch leaves <story>.<path>.jsonl, one event a line, and <story>.<path>.pps.toml, the positions it came to;
the edit policy stands before the path when it is not masquerade.

Exit code: 0 all held, 1 a claim was false, 2 the command line, 3 never came to rest, 4 not deterministic,
5 nothing proven. Of several, 4 before 1 before 3 before 5.

Example:
  ${START} run edit-races-fill --path 1 --lanes
`

const LIST = `wavetank list: says which stories there are, and how many real bugs each would catch.

  --json         an array of { name, title, covers, market, why } on stdout

Example:
  ${START} list
`

const BROKER = `wavetank broker: the broker itself, on real sockets. Requests come in on stdin and events go out on stdout, one JSON
object a line; the log is on stderr.

  --config FILE    brokers.toml, with the API key; nobody but you may be able to read it
  --account NAME   one of the accounts there
  --rest URL       a fake Kraken's address, http://127.0.0.1:8080
  --ws URL         and its WebSocket's, ws://127.0.0.1:8080
  --live           trade at Kraken itself, with real money; instead of --rest and --ws
  --state DIR      where pps.toml and ledgers/ are, next to the configuration unless said otherwise
  --record FILE    keep all that crosses the broker's border, without secrets, in a new file

WAVETANK_API_KEY and WAVETANK_API_SECRET, when both are set, stand in for api_key and secret in the file.

It ends when its input does, and at SIGINT or SIGTERM; a second signal ends it at once.
Exit code: 0 ended as asked, 1 could not go on, 2 the command line, configuration or folder, 70 a fault of its own.

Example:
  ${START} broker --config brokers.toml --account spot --rest http://127.0.0.1:8080 --ws ws://127.0.0.1:8080
`

const TEXTS: Readonly<Record<Verb, string>> = { run: RUN, list: LIST, broker: BROKER }
