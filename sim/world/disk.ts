/** A disk as a power failure sees it: what the program wrote, and what of it has been synced. */
import { assert, unreachable } from '../../src/assert.ts'
import type { Remains } from '../scenario.ts'

/** The grain at which a crash can strike. All files lie in one folder. */
export type Syscall =
  /** Makes the file when it is not there. */
  | { readonly call: 'open'; readonly path: string }
  /** To its first `length` characters; to none unless said. */
  | { readonly call: 'truncate'; readonly path: string; readonly length?: number }
  | { readonly call: 'write'; readonly path: string; readonly text: string }
  | { readonly call: 'fsync'; readonly path: string }
  | { readonly call: 'rename'; readonly from: string; readonly to: string }
  | { readonly call: 'fsync-folder' }

/** Adds `text` at the end, durably. The folder is synced for the case that the file is new. */
export const appending = (path: string, text: string): readonly Syscall[] => [
  { call: 'open', path },
  { call: 'write', path, text },
  { call: 'fsync', path },
  { call: 'fsync-folder' },
]

/** Replaces the whole file, durably; whoever reads it finds the old text or the new one, never a mixture. */
export function replacing(path: string, text: string): readonly Syscall[] {
  const temporary = `${path}.tmp`
  return [
    { call: 'open', path: temporary },
    { call: 'truncate', path: temporary },
    { call: 'write', path: temporary, text },
    { call: 'fsync', path: temporary },
    { call: 'rename', from: temporary, to: path },
    { call: 'fsync-folder' },
  ]
}

type Content = { text: string; synced: string }

export class Disk {
  // Invariant: `#synced` names what the folder holds after a power failure, and each content's `synced` its text then.
  #folder = new Map<string, Content>()
  #synced = new Map<string, Content>()

  /** The text as a program reads it now; undefined when there is no such file. */
  read(path: string): string | undefined {
    return this.#folder.get(path)?.text
  }

  perform(syscall: Syscall): void {
    switch (syscall.call) {
      case 'open':
        if (!this.#folder.has(syscall.path)) this.#folder.set(syscall.path, { text: '', synced: '' })
        return
      case 'truncate':
        this.#opened(syscall.path).text = this.#opened(syscall.path).text.slice(0, syscall.length ?? 0)
        return
      case 'write':
        this.#opened(syscall.path).text += syscall.text
        return
      case 'fsync': {
        const content = this.#opened(syscall.path)
        content.synced = content.text
        return
      }
      case 'rename':
        this.#folder.set(syscall.to, this.#opened(syscall.from))
        this.#folder.delete(syscall.from)
        return
      case 'fsync-folder':
        this.#synced = new Map(this.#folder)
        return
    }
  }

  /** Keeps what was synced, and of the rest as much as `remains` says. */
  failPower(remains: Remains = 'nothing'): void {
    if (remains === 'nothing') this.#folder = new Map(this.#synced)
    for (const content of this.#folder.values()) {
      content.text = afterFailure(content, remains)
      content.synced = content.text
    }
    this.#synced = new Map(this.#folder)
  }

  #opened(path: string): Content {
    const content = this.#folder.get(path)
    assert(content !== undefined, `a file is opened before it is used, ${path} too`)
    return content
  }
}

/** Bytes are added at the end; a file that does not begin with what was synced of it was emptied before. */
function afterFailure({ text, synced }: Content, remains: Remains): string {
  const kept = text.startsWith(synced) ? synced : ''
  const fresh = text.slice(kept.length)
  switch (remains) {
    case 'nothing':
      return synced
    case 'all':
      return text
    case 'half':
      return kept + fresh.slice(0, Math.floor(fresh.length / 2))
    case 'length':
      return kept + '\0'.repeat(fresh.length)
    default:
      return unreachable(remains)
  }
}
