/** `wavetank list`: says which stories there are. */
import { fail, ok } from '../../../src/result.ts'
import type { NamedScenario } from '../../play/outcome.ts'
import type { Palette } from '../../report/colour.ts'
import { storyTable } from '../../report/table.ts'
import { command } from '../command.ts'
import { OK } from '../exit.ts'
import { START } from '../start.ts'
import { STORIES, findStories } from '../stories.ts'

const help = `wavetank list: says which stories there are, and how many real bugs each would catch.

  --json         an array of { name, title, covers, market, why } on stdout

Example:
  ${START} list
`

export const listCommand = command({
  name: 'list',
  usage: 'list',
  does: 'says which stories there are',
  help,
  options: { json: 'flag', help: 'flag' },
  read({ names: [name], flags }) {
    if (name === undefined) return ok({ json: flags.has('json') })
    return fail(`list takes no names, but was given '${name}'; to play that story, say run ${name}`)
  },
  async perform({ json }, { write, complain, palette }) {
    const stories = await findStories([], STORIES)
    if (!stories.ok) return complain(stories.error)
    write(json ? `${JSON.stringify(listDocument(stories.value), undefined, 2)}\n` : listText(stories.value, palette))
    return OK
  },
})

export const listText = (stories: readonly NamedScenario[], palette: Palette): string =>
  [...storyTable(stories, palette), '', `${stories.length} ${stories.length === 1 ? 'story' : 'stories'}`, ''].join(
    '\n',
  )

/** The document of `list --json`. */
export const listDocument = (
  stories: readonly NamedScenario[],
): readonly Readonly<Record<'name' | 'title' | 'market' | 'why', string> & { readonly covers: readonly string[] }>[] =>
  stories.map(({ name, scenario: { title, covers, market, why } }) => ({ name, title, covers, market, why }))
