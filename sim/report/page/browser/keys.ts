/** The keyboard: everything in the page without a pointer. */
import { button, element, part } from './dom.ts'
import { page } from './given.ts'
import { otherEnd } from './inspector.ts'
import { searchField } from './tools.ts'
import { view } from './view.ts'

/** By key: what it does, and in words where it stands in the list. */
const KEYS: Readonly<Record<string, { readonly act: () => void; readonly says?: readonly [string, string] }>> = {
  j: { act: () => view.step(1), says: ['j  k', 'next row, row before (or the arrows)'] },
  k: { act: () => view.step(-1) },
  ArrowDown: { act: () => view.step(1) },
  ArrowUp: { act: () => view.step(-1) },
  PageDown: { act: () => view.step(20) },
  PageUp: { act: () => view.step(-20) },
  Home: { act: () => view.step(-Infinity), says: ['Home  End', 'first row, last row'] },
  End: { act: () => view.step(Infinity) },
  v: { act: () => nextViolation(), says: ['v', 'the next violation'] },
  f: { act: () => follow(), says: ['f', 'follow the message to its other end'] },
  o: { act: () => nextOrder(), says: ['o', 'filter the next order'] },
  r: { act: () => toggleRoutine(), says: ['r', 'routine traffic'] },
  '/': { act: () => searchField.focus(), says: ['/', 'search; Enter for the next hit'] },
  n: { act: () => view.stepFound(1), says: ['n  N', 'next hit, hit before'] },
  N: { act: () => view.stepFound(-1) },
  t: { act: () => turnTheme(), says: ['t', 'light or dark'] },
  Escape: { act: () => clear(), says: ['Esc', 'take all filters away'] },
  '?': { act: () => toggleHelp(), says: ['?', 'these keys'] },
}

export function beginKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement) return
    const key = KEYS[event.key]
    if (key === undefined) return
    event.preventDefault()
    key.act()
  })
  part('help').append(
    element('h2', {}, 'Keys'),
    element(
      'dl',
      {},
      ...Object.values(KEYS).flatMap(({ says }) =>
        says === undefined
          ? []
          : [
              element('dt', {}, ...says[0].split('  ').map((key) => element('kbd', {}, key))),
              element('dd', {}, says[1]),
            ],
      ),
    ),
  )
  part('help').addEventListener('click', toggleHelp)
  part('buttons').append(
    button({ class: 'plain', title: 'light or dark (t)', 'aria-label': 'light or dark' }, turnTheme, '◐'),
    button({ class: 'plain', title: 'keys (?)', 'aria-label': 'keys' }, toggleHelp, '?'),
  )
}

function nextViolation(): void {
  const rows = page.head.failures.map(({ row }) => row).sort((one, other) => one - other)
  const next = rows.find((row) => row > view.cursor) ?? rows[0]
  if (next !== undefined) view.reveal(next)
}

function follow(): void {
  const other = otherEnd(view.cursor)
  if (other !== undefined) view.reveal(other)
}

function nextOrder(): void {
  const [picked = -1] = view.orders
  view.orders.clear()
  if (picked + 1 < page.orders.length) view.orders.add(picked + 1)
  view.refilter()
}

function toggleRoutine(): void {
  view.isRoutineShown = !view.isRoutineShown
  view.refilter()
}

function clear(): void {
  if (!part('help').hidden) return toggleHelp()
  view.orders.clear()
  view.hiddenChannels.clear()
  view.refilter()
}

function toggleHelp(): void {
  part('help').hidden = !part('help').hidden
}

function turnTheme(): void {
  const root = document.documentElement
  const isDark =
    root.dataset['theme'] === undefined
      ? matchMedia('(prefers-color-scheme: dark)').matches
      : root.dataset['theme'] === 'dark'
  root.dataset['theme'] = isDark ? 'light' : 'dark'
}
