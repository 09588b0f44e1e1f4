/** `wavetank replay`: tells the adapter again what it was told, and says what it does otherwise. */
import { fail, ok } from '../../../src/result.ts'
import { micros } from '../../../src/time.ts'
import type { TraceEvent } from '../../trace.ts'
import { command } from '../command.ts'
import { OK } from '../exit.ts'
import { START } from '../start.ts'

const help = `wavetank replay FILE...: tells the adapter again, in virtual time, all that a recording says it was told, and compares
what it does about that with what it did then: requests, frames, events for the EMS, notes and files. What never is the same, such as
nonces and signatures, is left out.

FILE is a trace of 'wavetank run', or what 'wavetank broker --record' has kept.

  --accept   take what the adapter does now as right: writes the file anew

Exit code: 0 no difference, 1 the adapter does something else, 2 the command line or a file.

Example:
  ${START} replay .wavetank/edit-races-fill.0.jsonl
`

const DIFFERS = 1
/** Of a message, in the sentence about it. */
const MOST_LETTERS = 600

type Asked = { readonly files: readonly string[]; readonly accept: boolean }

export const replayCommand = command<Asked>({
  name: 'replay',
  usage: 'replay FILE...',
  does: 'tells the adapter again what a recording says, and compares what it does',
  help,
  options: { accept: 'flag', help: 'flag' },
  read({ names, flags }) {
    if (names.length === 0) return fail(`replay needs a recording, as in 'replay .wavetank/edit-races-fill.0.jsonl'`)
    return ok({ files: names, accept: flags.has('accept') })
  },
  async perform({ files, accept }, { write, complain, palette }) {
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

function textOf(event: TraceEvent | undefined): string {
  if (event === undefined) return 'nothing'
  const { at, ...rest } = event
  const text = JSON.stringify(rest)
  return `${text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text} at ${at}`
}
