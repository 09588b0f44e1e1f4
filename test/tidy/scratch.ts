/** Runs the project's own tools as a person would, and gives planted offences a folder that git does not see. */
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root, ending in a slash. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Makes the folder `.wavetank/tidy/<name>` anew with these files, by their names in it; gives its path. */
export function plant(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(ROOT, '.wavetank/tidy', name)
  rmSync(folder, { recursive: true, force: true })
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}

/** Runs a script with this Node in the project's root, without colours; `output` is what it said on either stream. */
export function run(script: string, ...options: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...options], {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    }
    child.on('error', reject).on('close', (code) => {
      resolve({ code, output })
    })
  })
}
