/** Every file that the formatter knows is formatted, and an unformatted text is seen to be refused. */
import { check, getFileInfo, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { projectFiles, textOf } from './project-files.ts'
import { ROOT } from './scratch.ts'

const FORMAT_MILLISECONDS = 120_000

test(
  'every file is formatted; if not, npm run format',
  async () => {
    const ours: string[] = []
    for (const path of projectFiles('')) {
      const { ignored, inferredParser } = await getFileInfo(ROOT + path, { ignorePath: `${ROOT}.prettierignore` })
      if (!ignored && inferredParser !== null) ours.push(path)
    }
    expect(ours.length).toBeGreaterThan(20)
    const unformatted: string[] = []
    for (const path of ours) if (!(await isFormatted(path, textOf(path)))) unformatted.push(path)
    expect(unformatted).toEqual([])
  },
  FORMAT_MILLISECONDS,
)

test('semicolons, double quotes and loose spaces are refused', async () => {
  expect(await isFormatted('src/planted.ts', "export const x = 'x'\n")).toBe(true)
  for (const text of ["export const x = 'x';\n", 'export const x = "x"\n', "export const x =  'x'\n"]) {
    expect(await isFormatted('src/planted.ts', text), text).toBe(false)
  }
})

async function isFormatted(path: string, text: string): Promise<boolean> {
  return check(text, { ...(await resolveConfig(ROOT + path)), filepath: ROOT + path })
}
