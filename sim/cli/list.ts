/** The `list` verb: says which stories there are. */
import type { NamedScenario } from '../play/outcome.ts'
import type { Palette } from '../report/colour.ts'
import { storyTable } from '../report/table.ts'

export const listText = (stories: readonly NamedScenario[], palette: Palette): string =>
  [...storyTable(stories, palette), '', `${stories.length} ${stories.length === 1 ? 'story' : 'stories'}`, ''].join(
    '\n',
  )

/** The document of `list --json`. */
export const listDocument = (
  stories: readonly NamedScenario[],
): readonly Readonly<Record<'name' | 'title' | 'market' | 'why', string> & { readonly covers: readonly string[] }>[] =>
  stories.map(({ name, scenario: { title, covers, market, why } }) => ({ name, title, covers, market, why }))
