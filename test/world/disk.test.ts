/** What a power failure leaves of a file, call by call. */
import { expect, test } from 'vitest'
import type { Remains } from '../../sim/scenario.ts'
import { Disk, type Syscall, appending, replacing } from '../../sim/world/disk.ts'

const path = 'pps.toml'
const performed = (syscalls: readonly Syscall[], disk = new Disk()): Disk => {
  for (const syscall of syscalls) disk.perform(syscall)
  return disk
}
const afterFailure = (disk: Disk): string | undefined => {
  disk.failPower()
  return disk.read(path)
}

const write = { call: 'write', path, text: 'new' } as const
const sync = { call: 'fsync', path } as const
const open = { call: 'open', path } as const
const syncFolder = { call: 'fsync-folder' } as const

test.each<[string, readonly Syscall[], string | undefined]>([
  ['a file made and not synced is gone', [open, write], undefined],
  ['bytes synced under a name that is not are gone', [open, write, sync], undefined],
  ['a name synced before its bytes is an empty file', [open, write, syncFolder], ''],
  ['bytes and name synced are kept', [open, write, sync, syncFolder], 'new'],
  ['bytes after the last sync are lost', [open, write, sync, syncFolder, write], 'new'],
  [
    'a truncation that was not synced did not happen',
    [open, write, sync, syncFolder, { call: 'truncate', path }],
    'new',
  ],
  ['an append, whole', appending(path, 'all'), 'all'],
  ['a replacement, whole', replacing(path, 'all'), 'all'],
])('%s', (_claim, syscalls, kept) => {
  expect(afterFailure(performed(syscalls))).toBe(kept)
})

test('wherever the power fails, a replaced file has the old text or the new one', () => {
  const texts = replacing(path, 'new').map((_, calls) => {
    const disk = performed(replacing(path, 'old'))
    return afterFailure(performed(replacing(path, 'new').slice(0, calls), disk))
  })
  // The rename is the fifth call; without the sync of the folder after it, it is lost.
  expect(texts).toEqual(['old', 'old', 'old', 'old', 'old', 'old'])
  expect(afterFailure(performed(replacing(path, 'new'), performed(replacing(path, 'old'))))).toBe('new')
})

test('wherever the power fails, an append keeps all that was there', () => {
  const texts = appending(path, 'two').map((_, calls) => {
    const disk = performed(appending(path, 'one '))
    return afterFailure(performed(appending(path, 'two').slice(0, calls), disk))
  })
  expect(texts).toEqual(['one ', 'one ', 'one ', 'one two'])
})

test('a replacement that was interrupted is no hindrance to the next', () => {
  const disk = performed(replacing(path, 'half').slice(0, 3))
  disk.failPower()
  performed(replacing(path, 'whole'), disk)
  expect(disk.read(path)).toBe('whole')
  expect(disk.read(`${path}.tmp`)).toBeUndefined()
})

test('only a file that was opened is written', () => {
  expect(() => performed([write])).toThrow('opened before it is used')
})

const before = performed(appending(path, 'one '))
const torn = (remains: Remains, syscalls: readonly Syscall[]): string | undefined => {
  const disk = performed([...appending(path, 'one '), ...syscalls])
  disk.failPower(remains)
  return disk.read(path)
}

test.each<[Remains, string | undefined]>([
  ['nothing', before.read(path)],
  ['all', 'one two!'],
  ['half', 'one tw'],
  ['length', 'one \0\0\0\0'],
])('of a write that was not synced, %s can be left', (remains, text) => {
  expect(torn(remains, [open, { call: 'write', path, text: 'two!' }])).toBe(text)
})

test('a new name can be there with half its bytes, and so can a rename that was not synced', () => {
  const disk = performed([open, { call: 'write', path, text: 'half' }])
  disk.failPower('half')
  expect(disk.read(path)).toBe('ha')
  expect(torn('half', replacing(path, 'new').slice(0, 5))).toBe('new')
  expect(torn('nothing', replacing(path, 'new').slice(0, 5))).toBe('one ')
})

test('what a power failure left is there after the next one too', () => {
  const disk = performed([...appending(path, 'one '), open, { call: 'write', path, text: 'two!' }])
  disk.failPower('half')
  disk.failPower('nothing')
  expect(disk.read(path)).toBe('one tw')
})
