/** The panel beside the lanes: the row looked at, and how everything stood right after it. */
import type { OrderState, PageRow } from '../shape.ts'
import { journey } from './card.ts'
import { button, element, part } from './dom.ts'
import { arrowsAt, grouped, isFailure, latest, page, rowAt, textOf } from './given.ts'
import { messageView } from './message.ts'
import { view } from './view.ts'
import { dayText, secondsText } from './words.ts'

const panel = part('inspector')

const orderStates = grouped(page.orderStates, ({ order }) => order)
const positions = grouped(page.positions, ({ symbol }) => symbol)
const traded = grouped(page.traded, ({ pair }) => pair)
const positionFiles = page.files.filter(({ file }) => file === 'positions')

export function beginInspector(): void {
  view.listen(() => draw(view.cursor))
}

function draw(number: number): void {
  if (page.rows.length === 0) {
    panel.replaceChildren(element('p', { class: 'nothing' }, 'The trace holds no event.'))
    return
  }
  panel.replaceChildren(eventPart(number), ordersPart(number), positionsPart(number), filePart(number), endPart())
}

// ---- the event

function eventPart(number: number): HTMLElement {
  const row = rowAt(number)
  const body = row.body === undefined ? undefined : page.bodies[row.body]
  return element(
    'section',
    { class: `event tone-${row.tone}` },
    element(
      'div',
      { class: 'event-when' },
      element('b', {}, `${secondsText(row.at)} s`),
      element('span', {}, dayText(page.startedAt + row.at)),
    ),
    isFailure(row) ? element('div', { class: 'event-claim' }, row.claim ?? '') : undefined,
    element('p', { class: 'event-what' }, row.text),
    element('div', { class: 'tags' }, tags(row, number)),
    body === undefined || row.body === undefined
      ? undefined
      : element('div', { class: 'event-body' }, copyButton(row.body), messageView(body, row.body)),
  )
}

function tags(row: PageRow, number: number): readonly HTMLElement[] {
  const lane = page.lanes[row.lane]
  const tenant = lane?.tenants?.findLast((one) => one.row <= number)?.name
  const travelled = journey(number)
  const texts = isFailure(row) ? [] : [tenant ?? lane?.title ?? '', page.channels[row.channel] ?? '', travelled]
  const other = otherEnd(number)
  return [
    ...texts.filter((text) => text !== '').map((text) => element('span', { class: 'tag' }, text)),
    ...(row.race === undefined ? [] : [element('span', { class: 'tag race-tag' }, `race ${row.race}`)]),
    ...(other === undefined
      ? []
      : [
          button(
            { class: 'tag link', title: 'the other end of this message (f)' },
            () => view.reveal(other),
            other > number ? 'arrival ↓' : 'departure ↑',
          ),
        ]),
  ]
}

/** Where the message of this row came from or went to. */
export function otherEnd(number: number): number | undefined {
  const arrow = arrowsAt(number).find(({ from, to, leftAt }) => from !== to && leftAt === undefined)
  return arrow === undefined ? undefined : arrow.from === number ? arrow.to : arrow.from
}

function copyButton(body: number): HTMLElement {
  const copy = button(
    { class: 'copy', title: 'copy the exact text' },
    () => {
      void navigator.clipboard.writeText(textOf(body))
      copy.textContent = 'copied'
    },
    'copy',
  )
  return copy
}

// ---- how things stand

function ordersPart(row: number): HTMLElement {
  const known = [...orderStates].flatMap(([order, changes]) => {
    const isPicked = view.orders.size === 0 || view.orders.has(order)
    const now = isPicked ? latest(changes, row) : undefined
    return now === undefined ? [] : [now]
  })
  // The last to change stands first, for there can be thousands.
  known.sort((one, other) => other.row - one.row)
  const cards = known.slice(0, MOST_ORDERS).map((now) => orderCard(now.order, now, row))
  const rest = known.length - cards.length
  return standing('Orders', cards.length === 0 ? 'none so far' : undefined, [
    ...cards,
    ...(rest > 0 ? [element('p', { class: 'nothing' }, `and ${rest} that changed longer ago`)] : []),
  ])
}

const MOST_ORDERS = 12

function orderCard(order: number, now: OrderState & { readonly row: number }, row: number): HTMLElement {
  const { name = '?', txids = [] } = page.orders[order] ?? {}
  const ids = txids.filter((one) => one.row <= row).map(({ short, txid }) => `${short} ${txid}`)
  const isNew = now.row === row
  const price = now.price === undefined ? 'market' : now.price
  const differs = now.executed !== now.told
  return element(
    'div',
    { class: `order${isNew ? ' changed' : ''}`, style: `--order:var(--order-${order % 8})` },
    element(
      'div',
      { class: 'order-line' },
      element('span', { class: 'mark' }),
      element('b', {}, name),
      element('span', { class: `side ${now.side}` }, now.side),
      element('span', { class: 'terms' }, now.size === '' ? '' : `${now.size} at ${price}`),
      element('span', { class: `status status-${now.status.replaceAll(' ', '-')}` }, now.status),
    ),
    element('div', { class: 'bar' }, element('div', { style: `width:${share(now.filled, now.size)}%` })),
    element(
      'dl',
      {},
      ...pair('filled', now.size === '' ? now.filled : `${now.filled} of ${now.size}`),
      ...pair('fills told', now.told),
      ...(page.traded.length === 0 ? [] : pair('executed', now.executed, differs ? 'differs' : '')),
      ...(now.wish === undefined ? [] : pair('asked for', now.wish, 'wish')),
      ...(now.reason === undefined ? [] : pair('reason', now.reason)),
      ...(ids.length === 0 ? [] : pair('at Kraken', ids.join('\n'), 'ids')),
    ),
  )
}

const pair = (label: string, value: string, kind = ''): readonly HTMLElement[] => [
  element('dt', {}, label),
  element('dd', { class: kind }, value),
]

/** For a bar of a hundred parts; nothing is reckoned with it. */
const share = (part: string, whole: string): number => {
  const ratio = Number(part) / Number(whole)
  return Number.isFinite(ratio) ? Math.max(0, Math.min(100, ratio * 100)) : 0
}

function positionsPart(row: number): HTMLElement {
  const told = [...positions.values()].flatMap((changes) => latest(changes, row) ?? [])
  const truth = [...traded.values()].flatMap((changes) => latest(changes, row) ?? [])
  const lines = [
    ...told.map(({ symbol, size, ppu, row: changed }) =>
      line(symbol, `${size}${ppu === '0' ? '' : ` @ ${ppu}`}`, 'told to the trader', changed === row),
    ),
    ...truth.map(({ pair: name, net, row: changed }) => line(name, net, 'Kraken’s trades, summed', changed === row)),
  ]
  return standing('Positions', lines.length === 0 ? 'none so far' : undefined, lines)
}

const line = (name: string, value: string, who: string, isNew: boolean): HTMLElement =>
  element(
    'div',
    { class: `position${isNew ? ' changed' : ''}` },
    element('span', { class: 'position-name' }, name, element('i', {}, who)),
    element('span', { class: 'figure' }, value),
  )

function filePart(row: number): HTMLElement {
  const file = latest(positionFiles, row)
  const body = file === undefined ? undefined : page.bodies[file.body]
  if (file === undefined || body === undefined) return standing('pps.toml', 'not written so far', [])
  const age = `as of ${secondsText(rowAt(file.row).at)} s`
  return standing('pps.toml', age, [messageView(body, file.body)], file.row === row)
}

function endPart(): HTMLElement {
  const { reckoned } = page.head
  if (reckoned.length === 0) return element('section')
  return standing('In the end', undefined, [reckonedTable()])
}

/** What the oracle reckons beside what the adapter wrote. */
export const reckonedTable = (): HTMLElement =>
  element(
    'table',
    { class: 'reckoned' },
    element('tr', {}, ...['', 'oracle', 'adapter'].map((title) => element('th', {}, title))),
    ...page.head.reckoned.map(({ symbol, oracle, adapter }) =>
      element(
        'tr',
        { class: oracle === adapter ? '' : 'differs' },
        ...[symbol, oracle, adapter].map((text) => element('td', {}, text)),
      ),
    ),
  )

/** A part that stays open or closed as the reader left it. */
function standing(title: string, remark: string | undefined, content: readonly Node[], isNew = false): HTMLElement {
  const made = element(
    'details',
    { class: isNew ? 'changed' : '' },
    element('summary', {}, title, remark === undefined ? undefined : element('i', {}, remark)),
    ...content,
  )
  made.open = !closed.has(title)
  made.addEventListener('toggle', () => (made.open ? closed.delete(title) : closed.add(title)))
  return element('section', {}, made)
}
const closed = new Set<string>()
