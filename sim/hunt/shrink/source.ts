/** A scenario as the text of a story file. */
import type { Scenario } from '../../scenario.ts'
import { keyText, literal } from './literal.ts'
import { stepsSource } from './step-source.ts'

/** A file that somebody keeps reads at a glance; the steps share lines where there are more of them than lines left. */
export const MOST_LINES = 15
/** Import, remark, title, reason, market, steps begin, steps end, ending, close. */
const LINES_AROUND = 9
const LINE_WIDTH = 110

/**
 * What `wavetank run` plays as this very scenario.
 * `words`: where `sim/scenario.ts` lies, as the file would import it. `remark`: one line that is no part of the story.
 */
export function scenarioSource(
  scenario: Scenario,
  { words: from, remark }: { readonly words: string; readonly remark: string },
): string {
  const { title, why, covers, market, funds, story, ending, visits, ...rest } = scenario
  const { texts, words } = stepsSource(story)
  const settings = (fields: object): string =>
    Object.entries(fields)
      .map(([name, value]) => `${keyText(name)}: ${literal(value)},`)
      .join(' ')
  return [
    `import { ${['scenario', ...words].toSorted().join(', ')} } from ${literal(from)}`,
    `// ${remark}`,
    `export default scenario(${literal(title)}, {`,
    `  ${settings({ why })}`,
    `  ${settings({ covers, market, funds, ...rest })}`,
    '  story: [',
    ...packed(texts).map((line) => `    ${line}`),
    '  ],',
    `  ${settings({ ending, visits })}`,
    '})',
    '',
  ].join('\n')
}

/** Each on a line of its own while there are lines enough; else as many on each as it takes. */
function packed(texts: readonly string[]): readonly string[] {
  const most = MOST_LINES - LINES_AROUND
  const alone = texts.map((text) => `${text},`)
  if (alone.length <= most) return alone
  for (let width = LINE_WIDTH; ; width += LINE_WIDTH / 2) {
    const lines = filledLines(alone, width)
    if (lines.length <= most) return lines
  }
}

function filledLines(texts: readonly string[], width: number): readonly string[] {
  const lines: string[] = []
  for (const text of texts) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + text.length <= width) lines[lines.length - 1] = `${last} ${text}`
    else lines.push(text)
  }
  return lines
}
