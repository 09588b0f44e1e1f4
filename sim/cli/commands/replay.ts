/** `wavetank replay`: plays one side of a recording again, and says what the other does otherwise. */
import { fail, ok } from '../../../src/result.ts'
import { micros } from '../../../src/time.ts'
import type { TraceEvent } from '../../trace.ts'
import { command } from '../command.ts'
import { OK } from '../exit.ts'
import { START } from '../start.ts'
import type { Terminal } from '../terminal.ts'

const help = `wavetank replay FILE...: plays one side of a recording again, in virtual time, and names the first thing that the other
side does otherwise.

  --against adapter    tells the adapter all that it was told, and compares requests, frames, events for the EMS, notes and files;
                       what never is the same, such as nonces and signatures, is left out. Unless said otherwise
  --against exchange   lets the fake Kraken hear all that clients said, at the moments at which it heard it, and compares its answers
                       and frames byte for byte; by shape where it was Kraken itself that answered them

  --what-if 'at 41: lose reply'   plays the story of a trace up to its line 41 as it went, bends that one message, and lets the fake
                       exchange and the adapter go on from there; tells the first thing that comes out otherwise, and what the
                       oracle says. Also: lose request, delay 5 s, duplicate, cut connection. A trace that 'wavetank run' wrote

FILE for the adapter is a trace of 'wavetank run', or what 'wavetank broker --record' has kept. For the exchange it is what 'wavetank
record' has kept in front of a 'wavetank serve', from before the first client spoke; or what 'wavetank serve --record' has. Its head says
how that Kraken was set, and its diary what it heard when. What was blotted out has to stand again where it stood, equal where it was
equal; a signature or a nonce was right unless the answer says that it was wrong.

What 'wavetank record' has kept in front of Kraken itself is compared by shape: the kind of each answer and frame, the names in it, the
JSON types of their values, how requests ended and the words of errors. Ids, times, prices, amounts and decimals are not, nor how many
frames a market makes; and what the client's account had, the fake one has plenty of.

  --accept           take what the adapter does now as right: writes the file anew
  --universe FILE    for the exchange, where it was served with a universe of its own
  --assets FILE      the response of Assets that goes with it
  --market FILE      for the exchange, where strangers repeated the trades of this file

Exit code: 0 no difference, 1 something else is done or said, or a claim is false after a bend, 2 the command line or a file.

Examples:
  ${START} replay .wavetank/edit-races-fill.0.jsonl
  ${START} serve --port 8080 & ${START} record wire.jsonl --upstream http://127.0.0.1:8080
  ${START} replay wire.jsonl --against exchange
  ${START} replay .wavetank/edit-races-fill.0.jsonl --what-if 'at 120: lose reply'
`

const DIFFERS = 1
/** Of a message, in the sentence about it. */
const MOST_LETTERS = 600

type Asked = {
  readonly files: readonly string[]
  readonly against: 'adapter' | 'exchange'
  readonly accept: boolean
  readonly whatIf: string | undefined
  readonly universe: string | undefined
  readonly assets: string | undefined
  readonly market: string | undefined
}

export const replayCommand = command<Asked>({
  name: 'replay',
  usage: 'replay FILE...',
  does: 'plays one side of a recording again, and compares what the other does',
  help,
  options: {
    against: { example: '--against exchange' },
    accept: 'flag',
    'what-if': { example: "--what-if 'at 41: lose reply'" },
    universe: { example: '--universe AssetPairs.json' },
    assets: { example: '--assets Assets.json' },
    market: { example: '--market XMREUR.csv' },
    help: 'flag',
  },
  read({ names, flags, values }) {
    if (names.length === 0) return fail(`replay needs a recording, as in 'replay .wavetank/edit-races-fill.0.jsonl'`)
    const against = values.get('against') ?? 'adapter'
    if (against !== 'adapter' && against !== 'exchange')
      return fail(`--against is adapter or exchange, not '${against}'`)
    const accept = flags.has('accept')
    if (accept && against === 'exchange') {
      return fail('--accept renews what an adapter did; what Kraken said is recorded anew')
    }
    const [universe, assets, market] = [values.get('universe'), values.get('assets'), values.get('market')]
    if (assets !== undefined && universe === undefined) return fail('--assets goes with --universe; give both')
    if (against === 'adapter' && (universe ?? market) !== undefined) {
      return fail('--universe, --assets and --market go with --against exchange')
    }
    const whatIf = values.get('what-if')
    if (whatIf !== undefined && (accept || against === 'exchange')) {
      return fail('--what-if is a question of its own; leave out --accept and --against')
    }
    return ok({ files: names, against, accept, whatIf, universe, assets, market })
  },
  async perform(asked, terminal) {
    if (asked.against === 'exchange') return againstExchange(asked, terminal)
    if (asked.whatIf !== undefined) return answerWhatIf(asked.files, asked.whatIf, terminal)
    const { files, accept } = asked
    const { write, complain, palette } = terminal
    const { readTrace } = await import('../report.ts')
    const { createBroker } = await import('../../../src/broker/broker.ts')
    const { BUSY_MACHINE, replayAdapter } = await import('../../replay/adapter.ts')
    const { brokerConfigOf } = await import('../../replay/settings.ts')
    const { saveText } = await import('../traces.ts')
    const { traceText } = await import('../../trace-file.ts')
    let code: number = OK
    for (const file of files) {
      const trace = readTrace(file)
      if (!trace.ok) return complain(trace.error)
      const { head, events } = trace.value
      const config = brokerConfigOf(trace.value)
      if (!config.ok) return complain(`'${file}' cannot be replayed: ${config.error}`)
      const options = {
        makeBroker: () => createBroker(config.value),
        lateness: head.kind === 'run' ? micros(0) : BUSY_MACHINE,
      }
      const replayed = replayAdapter(events, options)
      if (!replayed.ok) return complain(`'${file}' cannot be replayed: ${replayed.error}`)
      const { compared, difference, renewed } = replayed.value
      if (difference === undefined) {
        write(`${palette.good('✓')} ${file}: ${compared} deeds of the adapter, no difference\n`)
        continue
      }
      const { line, sentence, recorded, now } = difference
      write(
        [
          palette.bad(`✗ ${file}, line ${line}: ${sentence}`),
          `  recorded  ${textOf(recorded)}`,
          `  now       ${textOf(now)}`,
          '',
        ].join('\n'),
      )
      if (!accept) {
        code = DIFFERS
        continue
      }
      const again = replayAdapter(renewed, options)
      if (!again.ok || again.value.difference !== undefined) {
        return complain(
          `'${file}' cannot be taken over: what Kraken said then is no answer to what the adapter asks now; record it anew`,
        )
      }
      const saved = saveText(file, traceText(head, renewed))
      if (!saved.ok) return complain(saved.error)
      write(`  written anew\n`)
    }
    return code
  },
})

async function answerWhatIf(
  files: readonly string[],
  words: string,
  { write, complain, palette }: Terminal,
): Promise<number> {
  const { readTrace } = await import('../report.ts')
  const { STORIES, findStories } = await import('../stories.ts')
  const { whatIf } = await import('../what-if.ts')
  let code: number = OK
  for (const file of files) {
    const trace = readTrace(file)
    if (!trace.ok) return complain(trace.error)
    const { head } = trace.value
    if (head.kind !== 'run') {
      return complain(
        `'${file}' is no run of a story, so nobody can say how it goes on; --what-if takes a trace that 'wavetank run' wrote`,
      )
    }
    const found = await findStories([head.name], STORIES)
    const [story] = found.ok ? found.value : []
    if (!found.ok || story === undefined) return complain(`'${file}': ${found.ok ? 'its story is gone' : found.error}`)
    const answer = whatIf(words, { ...trace.value, head }, { story, palette })
    if (!answer.ok) return complain(`--what-if, '${file}': ${answer.error}`)
    write(`${file}\n${answer.value.text}`)
    if (!answer.value.held) code = DIFFERS
  }
  return code
}

async function againstExchange({ files, ...dumps }: Asked, { write, complain, palette }: Terminal): Promise<number> {
  const { readTrace } = await import('../report.ts')
  const { readText, readUniverse } = await import('../files.ts')
  const { readTrades } = await import('../../serve/prints.ts')
  const { replayClients } = await import('../../serve/again/again.ts')
  const universe = readUniverse(dumps)
  if (!universe.ok) return complain(universe.error)
  const text = dumps.market === undefined ? ok(undefined) : readText(dumps.market)
  if (!text.ok) return complain(text.error)
  const sheet = text.value === undefined ? undefined : { file: dumps.market ?? '', text: text.value }
  const prints = sheet === undefined ? ok(undefined) : readTrades(sheet, universe.value)
  if (!prints.ok) return complain(prints.error)
  let code: number = OK
  for (const file of files) {
    const trace = readTrace(file)
    if (!trace.ok) return complain(trace.error)
    const replayed = replayClients(trace.value, { universe: universe.value, prints: prints.value })
    if (!replayed.ok) return complain(`'${file}' cannot be replayed: ${replayed.error}`)
    const { by, compared, underWay, unheard, difference } = replayed.value
    if (difference === undefined) {
      const more = underWay === 0 ? '' : `; ${underWay} more were on their way when a connection or the recording ended`
      const no = by === 'bytes' ? 'no difference' : 'no difference of shape'
      const rest = unheard.length === 0 ? '' : `; nothing to compare with: ${unheard.join(', ')}`
      write(`${palette.good('✓')} ${file}: ${compared} answers and frames of Kraken, ${no}${more}${rest}\n`)
      continue
    }
    const { line, place, sentence, recorded, now } = difference
    const from = firstOtherLetter(recorded ?? '', now ?? '')
    write(
      [
        palette.bad(`✗ ${file}, line ${line}, ${place}: ${sentence}`),
        `  recorded  ${recorded === undefined ? 'nothing' : around(recorded, from)}`,
        `  now       ${now === undefined ? 'nothing' : around(now, from)}`,
        '',
      ].join('\n'),
    )
    code = DIFFERS
  }
  return code
}

function firstOtherLetter(one: string, other: string): number {
  let from = 0
  while (from < one.length && one[from] === other[from]) from += 1
  return from
}

/** So much of it that the place can be seen. */
function around(text: string, place: number): string {
  const from = Math.max(0, Math.min(place - MOST_LETTERS / 2, text.length - MOST_LETTERS))
  const to = from + MOST_LETTERS
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`
}

function textOf(event: TraceEvent | undefined): string {
  if (event === undefined) return 'nothing'
  const { at, ...rest } = event
  const text = JSON.stringify(rest)
  return `${text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text} at ${at}`
}
