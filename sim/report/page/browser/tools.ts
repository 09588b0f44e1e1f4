/** What stands above the lanes: the verdict, the filters and the search. */
import { button, element, part } from './dom.ts'
import { lastUpTo, page } from './given.ts'
import { reckonedTable } from './inspector.ts'
import { view } from './view.ts'
import { counted, spanText } from './words.ts'

export const searchField = element('input', {
  type: 'search',
  id: 'search',
  placeholder: 'Search messages',
  'aria-label': 'search messages',
  spellcheck: false,
})
const hits = element('span', { class: 'hits' })

/** Beyond these the orders are picked from a list. */
const MOST_CHIPS = 7

export function beginTools(): void {
  drawHead()
  view.listen((change) => {
    if (change === 'rows') drawTools()
    drawHits()
  })
  searchField.addEventListener('input', () => {
    view.seek(searchField.value)
    if (view.search !== '' && placeFound() === -1) view.stepFound(1)
  })
  searchField.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') view.stepFound(event.shiftKey ? -1 : 1)
    if (event.key === 'Escape') {
      searchField.value = ''
      view.seek('')
      searchField.blur()
    }
    event.stopPropagation()
  })
  part('search-box').append(searchField, hits)
  drawTools()
}

/** The first is the one to read; the others are often its echo. */
const MOST_VIOLATIONS = 3

function drawHead(): void {
  const { title, why, verdict, facts, failures, reckoned, lasted, eventCount } = page.head
  const isGood = verdict === 'passed' || verdict === 'recorded'
  part('headline').append(
    element('span', { class: `verdict ${isGood ? 'good' : 'bad'}` }, verdict),
    element('h1', { title: why }, title),
  )
  part('facts').append(
    ...[...facts, ['lasted', spanText(lasted)] as const, ['events', eventCount.toLocaleString('en-US')] as const].map(
      ([label, value]) => element('span', { class: 'fact' }, element('i', {}, label), value),
    ),
  )
  const banner = part('violations')
  if (failures.length === 0 && reckoned.length === 0) banner.hidden = true
  if (failures.length > 0) {
    banner.append(
      element(
        'ol',
        {},
        ...failures.slice(0, MOST_VIOLATIONS).map(({ claim, sentence, row }) => {
          const go = button({ class: 'violation', title: 'show it (v)' }, () => view.reveal(row))
          go.append(element('b', {}, claim), element('span', {}, sentence))
          return element('li', {}, go)
        }),
        failures.length > MOST_VIOLATIONS
          ? element(
              'li',
              { class: 'more-violations' },
              `and ${failures.length - MOST_VIOLATIONS} more; v goes from one to the next`,
            )
          : undefined,
      ),
    )
  } else if (why !== '') banner.append(element('p', { class: 'why' }, why))
  banner.classList.toggle('broken', failures.length > 0)
  if (reckoned.length > 0) banner.append(reckonedTable())
}

function drawTools(): void {
  part('orders').replaceChildren(...orderFilter())
  part('filters').replaceChildren(
    channelFilter(),
    toggle(`routine traffic`, view.isRoutineShown, routineCount, () => {
      view.isRoutineShown = !view.isRoutineShown
      view.refilter()
    }),
  )
  const shown = view.shown.length
  part('count').textContent =
    shown === page.rows.length
      ? counted(shown, 'row')
      : `${shown.toLocaleString('en-US')} of ${counted(page.rows.length, 'row')}`
}

const routineCount = page.rows.filter(({ routine }) => routine === true).length
const channelCounts = page.channels.map(() => 0)
for (const { channel } of page.rows) channelCounts[channel] = (channelCounts[channel] ?? 0) + 1

function drawHits(): void {
  const place = placeFound()
  hits.textContent =
    view.search === ''
      ? ''
      : view.found.length === 0
        ? 'none'
        : `${place === -1 ? '·' : place + 1} of ${view.found.length}`
}

function placeFound(): number {
  const place = lastUpTo(view.found, view.cursor)
  return view.found[place] === view.cursor ? place : -1
}

const toggle = (label: string, isOn: boolean, count: number, act: () => void): HTMLElement =>
  button({ class: 'chip', 'aria-pressed': String(isOn) }, act, label, element('i', {}, count.toLocaleString('en-US')))

function orderFilter(): readonly HTMLElement[] {
  const all = page.orders
    .map((order, number) => ({ ...order, number }))
    .sort((one, other) => other.rowCount - one.rowCount)
  const named = all.filter(({ oid }) => oid !== undefined)
  const [chips, rest] = [
    named.slice(0, MOST_CHIPS),
    [...named.slice(MOST_CHIPS), ...all.filter(({ oid }) => oid === undefined)],
  ]
  return [
    ...chips.map(({ name, number, rowCount }) => {
      const chip = toggle(name, view.orders.has(number), rowCount, () => {
        if (!view.orders.delete(number)) view.orders.add(number)
        view.refilter()
      })
      chip.prepend(element('span', { class: 'mark', style: `--order:var(--order-${number % 8})` }))
      chip.dataset['order'] = name
      return chip
    }),
    ...(rest.length === 0 ? [] : [moreOrders(rest)]),
  ]
}

function moreOrders(
  rest: readonly { readonly name: string; readonly number: number; readonly rowCount: number }[],
): HTMLElement {
  const select = element(
    'select',
    { 'aria-label': 'other orders', class: 'chip' },
    element('option', { value: '' }, `${rest.length} more…`),
    ...rest
      .slice(0, 500)
      .map(({ name, number, rowCount }) =>
        element('option', { value: number, selected: view.orders.has(number) }, `${name} (${rowCount})`),
      ),
  )
  select.addEventListener('change', () => {
    for (const { number } of rest) view.orders.delete(number)
    if (select.value !== '') view.orders.add(Number(select.value))
    view.refilter()
  })
  return select
}

let isMenuOpen = false

function channelFilter(): HTMLElement {
  const hidden = view.hiddenChannels.size
  const menu = element(
    'details',
    { class: 'menu' },
    element(
      'summary',
      { class: 'chip', 'aria-pressed': String(hidden > 0) },
      'channels',
      element('i', {}, hidden === 0 ? 'all' : `${page.channels.length - hidden} of ${page.channels.length}`),
    ),
    element(
      'div',
      { class: 'menu-list' },
      ...page.channels.map((name, channel) => {
        const box = element('input', { type: 'checkbox', checked: !view.hiddenChannels.has(channel) })
        box.addEventListener('change', () => {
          if (box.checked) view.hiddenChannels.delete(channel)
          else view.hiddenChannels.add(channel)
          view.refilter()
        })
        const only = button(
          { class: 'only' },
          () => {
            for (const [other] of page.channels.entries()) view.hiddenChannels.add(other)
            view.hiddenChannels.delete(channel)
            view.refilter()
          },
          'only',
        )
        return element(
          'label',
          {},
          box,
          element('span', {}, name),
          element('i', {}, (channelCounts[channel] ?? 0).toLocaleString('en-US')),
          only,
        )
      }),
      button(
        { class: 'all' },
        () => {
          view.hiddenChannels.clear()
          view.refilter()
        },
        'show all',
      ),
    ),
  )
  menu.open = isMenuOpen
  menu.addEventListener('toggle', () => (isMenuOpen = menu.open))
  return menu
}
