/** The `wavetank` command: its words in, its exit code out. */
import { inspect } from 'node:util'
import manifest from '../../package.json' with { type: 'json' }
import { unreachable } from '../../src/assert.ts'
import { readArguments } from './arguments.ts'
import { INTERNAL, OK } from './exit.ts'
import { helpText } from './help.ts'
import { START } from './start.ts'
import { PROJECT, withoutFolders } from './stories.ts'
import { complain, listenToStreams, processTerminal } from './terminal.ts'

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(crashText(error))
    process.exitCode = INTERNAL
  },
)

async function main(words: readonly string[]): Promise<number> {
  const asked = readArguments(words)
  const ownsStreams = asked.ok && asked.value.kind === 'perform' && asked.value.command.ownsStreams === true
  if (!ownsStreams) listenToStreams()
  if (!asked.ok) return complain(asked.error)
  switch (asked.value.kind) {
    case 'help':
      process.stdout.write(helpText(asked.value.about))
      return OK
    case 'version':
      process.stdout.write(`${manifest.version}\n`)
      return OK
    case 'perform':
      return asked.value.prepared.perform(processTerminal())
    default:
      return unreachable(asked.value)
  }
}

function crashText(error: unknown): string {
  return [
    'wavetank: this is a fault of Wavetank itself, not of your story.',
    withoutFolders(inspect(error), [PROJECT]),
    `Please report it with the lines above and this command: ${START} ${process.argv.slice(2).join(' ')}`,
    '',
  ].join('\n')
}
