/** How stories are found by name or path, and what is said of files that hold none. */
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { STORIES, callName, findStories, withoutFolders } from '../../sim/cli/stories.ts'
import { editRacesFill } from '../report/made.ts'

const folder = fileURLToPath(new URL('stories', import.meta.url))
const ownFile = 'test/cli/stories/bid-is-filled.ts'

describe('a story', () => {
  it('is found by its name, and by the path of its file', async () => {
    const found = await findStories(['misses-its-point', `./${ownFile}`], folder)
    expect(found.ok && found.value.map(({ name, file, scenario: { title } }) => ({ name, file, title }))).toEqual([
      { name: 'misses-its-point', file: 'test/cli/stories/misses-its-point.ts', title: 'a story misses its point' },
      { name: 'bid-is-filled', file: ownFile, title: 'a bid is filled' },
    ])
  })

  it.each([
    ['bid-is-filed', "there is no story 'bid-is-filed'; did you mean 'bid-is-filled'?"],
    ['xyzzy', "there is no story 'xyzzy'; 'wavetank list' names them all"],
    ['./nowhere.ts', "there is no file './nowhere.ts'"],
    [
      'is-no-story',
      "test/cli/stories/is-no-story.ts is no story; it has to say 'export default scenario(…)', with scenario from sim/scenario.ts",
    ],
    [
      'throws-on-load',
      'test/cli/stories/throws-on-load.ts does not load: no story in test/cli/stories/throws-on-load.ts',
    ],
  ])('that cannot be played is a sentence: %s', async (name, error) => {
    expect(await findStories([name], folder)).toEqual({ ok: false, error })
  })

  it('may not share its name with another, since their traces would share a file', async () => {
    expect(await findStories(['bid-is-filled', ownFile], folder)).toMatchObject({ ok: false })
  })

  it('is looked for in a folder that has some', async () => {
    expect(await findStories([], 'test/cli/nowhere')).toEqual({
      ok: false,
      error: 'there are no stories in test/cli/nowhere',
    })
  })

  it('of the project is called by its name, any other by its file', () => {
    expect(callName({ ...editRacesFill, file: `${STORIES}/edit-races-fill.ts` })).toBe('edit-races-fill')
    expect(callName({ ...editRacesFill, file: ownFile })).toBe(ownFile)
    expect(callName({ ...editRacesFill, file: "it's mine.ts" })).toBe(`'it'\\''s mine.ts'`)
  })
})

describe('an error text', () => {
  it('has no folders of this machine in it', () => {
    const text = `file://${process.cwd()}/sim/a.ts and ${process.cwd()}/b.ts and /elsewhere/c.ts`
    expect(withoutFolders(text, ['/elsewhere'])).toBe('sim/a.ts and b.ts and c.ts')
  })
})
