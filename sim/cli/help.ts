/** The text of `--help`: of the program, or of one command. */
import type { Command } from './command.ts'
import { COMMANDS } from './commands.ts'
import { START } from './start.ts'

export const helpText = (about: Command | undefined): string => (about === undefined ? overview() : about.help)

function overview(): string {
  const rows = [
    ...COMMANDS.map(({ usage, does }) => [`wavetank ${usage}`, does] as const),
    ['wavetank help <command>', 'explains a command, as does <command> --help'] as const,
    ['wavetank --version', ''] as const,
  ]
  const width = Math.max(...rows.map(([usage]) => usage.length)) + 2
  return `wavetank: plays stories of trading against a simulated Kraken, and checks what the broker adapter makes of them.

${rows.map(([usage, does]) => `  ${usage.padEnd(width)}${does}`.trimEnd()).join('\n')}

Example, in this project's folder:
  ${START} run edit-races-fill
`
}
