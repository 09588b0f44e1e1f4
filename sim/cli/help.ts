/** The texts of `--help`. */
import { DEFAULT_OUT, DEFAULT_SEED } from './arguments.ts'
import type { Verb } from './arguments.ts'

/** How a person in this project starts the program. */
export const START = 'npm run -s wavetank --'

export function helpText(about: Verb | undefined): string {
  if (about === undefined) return WAVETANK
  return about === 'run' ? RUN : LIST
}

const WAVETANK = `wavetank: plays stories of trading against a simulated Kraken, and checks what the broker adapter makes of them.

  wavetank run [story...]    plays stories, in every order of events they leave open
  wavetank list              says which stories there are
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
  --until T      stop at T seconds of virtual time
  --lanes        show what the trader, the wire and Kraken saw, in branches that hold too
  --json         one JSON document on stdout, nothing else
  --out DIR      where traces and position files are written, ${DEFAULT_OUT} unless said otherwise

Every branch leaves <story>.<path>.jsonl, one event a line, and <story>.<path>.pps.toml, the positions it came to.

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
