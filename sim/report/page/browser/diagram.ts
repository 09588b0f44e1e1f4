/** The lanes: only what is in sight is in the document, so that a long run scrolls as lightly as a short one. */
import type { PageArrow, PageRow } from '../shape.ts'
import { drawn, element, part } from './dom.ts'
import { arrowsAt, isFailure, lastUpTo, page, rowAt } from './given.ts'
import { type Column, LINE_OFFSET, ROW_HEIGHT, type Rows, TIME_WIDTH, layLanes, layRows } from './layout.ts'
import { hideCard, showCard } from './card.ts'
import { view } from './view.ts'
import { dayText, secondsText, spanText } from './words.ts'

const stage = part('stage')
const heads = part('heads')
const canvas = part('canvas')

/** Rows above and below those in sight, so that a quick scroll finds them drawn. */
const SPARE = 14
/** The ends of messages stand so far within their lane. */
const RAIL = 9
/** Arrows are looked up by where they pass, in stretches of so many rows. */
const STRETCH = 64

let rows: Rows = layRows([])
let columns: readonly Column[] = []
let drawnFrom = -1
let drawnTo = -1

export function beginDiagram(): void {
  view.listen((change) => {
    if (change === 'rows') layOut()
    else draw(true)
    if (change === 'cursor') bringIntoSight()
  })
  stage.addEventListener('scroll', () => draw(false), { passive: true })
  new ResizeObserver(layOut).observe(stage)
}

/** Where a row stands, as parts of the whole height: for the overview. */
export const placeOnPage = (row: number): number => rows.lineOf(row) / Math.max(1, rows.height)
export const sight = (): { readonly from: number; readonly to: number } => ({
  from: stage.scrollTop / Math.max(1, stage.scrollHeight),
  to: (stage.scrollTop + stage.clientHeight) / Math.max(1, stage.scrollHeight),
})
export const scrollToPart = (share: number): void => {
  stage.scrollTop = share * stage.scrollHeight - stage.clientHeight / 2
}

function layOut(): void {
  const anchor = rows.lineOf(view.cursor) - stage.scrollTop
  rows = layRows(view.shown)
  columns = layLanes(view.shown, stage.clientWidth)
  const width = Math.max(stage.clientWidth, ...columns.map(({ left, width }) => left + width))
  canvas.style.height = `${rows.height}px`
  canvas.style.width = `${width}px`
  heads.style.width = `${width}px`
  // What is looked at stays where it is while others come and go around it.
  if (anchor > 0 && anchor < stage.clientHeight) stage.scrollTop = rows.lineOf(view.cursor) - anchor
  draw(true)
}

function bringIntoSight(): void {
  const y = rows.lineOf(view.cursor) - LINE_OFFSET
  const [top, bottom] = [stage.scrollTop, stage.scrollTop + stage.clientHeight - heads.offsetHeight]
  const margin = ROW_HEIGHT * 3
  if (y < top + margin) stage.scrollTop = y - margin
  else if (y > bottom - margin) stage.scrollTop = y - (bottom - top) + margin + ROW_HEIGHT
}

function draw(isAnew: boolean): void {
  const from = Math.max(0, rows.placeAt(stage.scrollTop) - SPARE)
  const to = Math.min(rows.shown.length, rows.placeAt(stage.scrollTop + stage.clientHeight) + SPARE)
  if (!isAnew && from >= drawnFrom - SPARE / 2 && to <= drawnTo + SPARE / 2 && drawnTo !== -1) {
    if (Math.abs(from - drawnFrom) < SPARE / 2) return
  }
  ;[drawnFrom, drawnTo] = [from, to]
  drawHeads(rows.shown[rows.placeAt(stage.scrollTop)] ?? 0)
  const found = new Set(view.found.slice(foundBefore(from), foundBefore(to)))
  const related = new Set(arrowsAt(view.cursor))
  canvas.replaceChildren(
    ...lanesGround(),
    ...rows.folds.filter(({ top }) => isInSight(top)).map(foldView),
    ...lostView(),
    lines(related),
    ...rows.shown.slice(from, to).map((row, index) => rowView(row, from + index, found)),
  )
}

/** How many of the found rows come before the shown row at this place. */
const foundBefore = (place: number): number => lastUpTo(view.found, (rows.shown[place] ?? Infinity) - 1) + 1

const isInSight = (y: number): boolean => {
  const [first = 0, last = rows.height] = [rows.tops[drawnFrom], rows.tops[drawnTo - 1]]
  return y >= first - 60 && y <= last + 60
}

// ---- lanes

const isCrossed = (lane: number): boolean => ['trader', 'rest', 'connection'].includes(page.lanes[lane]?.kind ?? '')
const isStrip = (lane: number): boolean => (columns[lane]?.width ?? 0) < 60

function drawHeads(topRow: number): void {
  heads.replaceChildren(
    element('div', { class: 'head time-head', style: `left:0;width:${TIME_WIDTH}px` }, 'time, s'),
    ...page.lanes.map((lane, number) => {
      const tenant = lane.tenants?.findLast(({ row }) => row <= topRow) ?? lane.tenants?.[0]
      const title = tenant?.name ?? lane.title
      const ends = lane.kind === 'trader' ? 'trader ⇄ adapter' : 'adapter ⇄ Kraken'
      const sub = tenant !== undefined && tenant.url !== '' ? tenant.url.replace(/^wss?:\/\//, '') : ends
      return element(
        'div',
        {
          class: `head head-${lane.kind}${isStrip(number) ? ' strip' : ''}`,
          style: `left:${columns[number]?.left ?? 0}px;width:${columns[number]?.width ?? 0}px`,
          title: `${title}${isCrossed(number) ? `, ${ends}` : ''}${tenant === undefined ? '' : `, ${tenant.url}`}`,
        },
        element('b', {}, title),
        isCrossed(number) && !isStrip(number) ? element('i', {}, sub) : undefined,
      )
    }),
  )
}

const lanesGround = (): readonly HTMLElement[] =>
  page.lanes.map((lane, number) =>
    element('div', {
      class: `lane lane-${lane.kind}${isCrossed(number) ? ' crossed' : ''}`,
      style: `left:${columns[number]?.left ?? 0}px;width:${columns[number]?.width ?? 0}px`,
    }),
  )

const foldView = ({ top, span }: { readonly top: number; readonly span: number }): HTMLElement =>
  element('div', { class: 'fold', style: `top:${top}px` }, element('span', {}, `${spanText(span)} later`))

/** Where chance decided that this run would fail. */
const lostView = (): readonly HTMLElement[] =>
  rows.lostTop === undefined || !isInSight(rows.lostTop)
    ? []
    : [
        element(
          'div',
          { class: 'lost-line', style: `top:${rows.lostTop}px` },
          element('span', {}, element('b', {}, 'lost from here on'), page.fate?.moment?.says),
        ),
      ]

// ---- rows

function rowView(number: number, place: number, found: ReadonlySet<number>): HTMLElement {
  const row = rowAt(number)
  const top = rows.tops[place] ?? 0
  const isSelected = number === view.cursor
  const before = rows.shown[place - 1]
  const isNewTime = before === undefined || rowAt(before).at !== row.at
  const classes = ['row', `tone-${row.tone}`, `kind-${row.kind}`]
  if (isSelected) classes.push('selected')
  if (found.has(number)) classes.push('found')
  if (row.routine === true) classes.push('routine')
  if (isMomentOfFailure(row)) classes.push('at-failure')
  const made = element('div', {
    class: classes.join(' '),
    style: `top:${top}px`,
    'data-row': number,
    role: 'row',
    'aria-selected': isSelected,
  })
  const time = element('span', { class: isNewTime ? 'time' : 'time same' }, secondsText(row.at))
  time.title = dayText(page.startedAt + row.at)
  made.append(time)
  if (row.race !== undefined) made.append(raceView(row.race, place))
  made.append(isFailure(row) ? failureView(row) : cellView(row))
  made.addEventListener('click', () => view.look(number))
  made.addEventListener('mouseenter', () => showCard(number, made))
  made.addEventListener('mouseleave', hideCard)
  return made
}

function cellView(row: PageRow): HTMLElement {
  const column = columns[row.lane] ?? { left: 0, width: 0 }
  const indent = isCrossed(row.lane) ? RAIL + 11 : 8
  const style = `left:${column.left + indent}px;max-width:${column.width - indent - (isCrossed(row.lane) ? RAIL + 11 : 6)}px`
  return element('span', { class: 'cell', style }, orderMark(row), element('span', { class: 'text' }, row.text))
}

/** The colour of an order; what speaks of several has none of its own. */
const orderMark = (row: PageRow): HTMLElement | undefined => {
  const [order, ...others] = row.orders ?? []
  if (order === undefined) return undefined
  return element('span', { class: 'mark', style: `--order:var(--order-${others.length > 0 ? 'many' : order % 8})` })
}

const failureView = (row: PageRow): HTMLElement =>
  element(
    'span',
    { class: 'verdict-line', style: `left:${TIME_WIDTH - 6}px` },
    element('b', {}, row.claim ?? ''),
    element('span', {}, row.text),
  )

function raceView(race: number, place: number): HTMLElement {
  const neighbour = (by: number): number | undefined => {
    const row = rows.shown[place + by]
    return row === undefined ? undefined : rowAt(row).race
  }
  const ends = [neighbour(-1) === race ? '' : ' first', neighbour(1) === race ? '' : ' last']
  const next = rows.tops[place + 1] ?? 0
  const height = ends[1] === '' ? next - (rows.tops[place] ?? 0) : ROW_HEIGHT
  return element('span', {
    class: `race${ends.join('')}`,
    style: `height:${height}px`,
    title: `race ${race}: these could have come in another order`,
  })
}

const failureTimes = new Set(page.rows.filter(isFailure).map(({ at }) => at))
const isMomentOfFailure = (row: PageRow): boolean => failureTimes.has(row.at)

// ---- arrows

const stretches = new Map<number, PageArrow[]>()
for (const arrow of page.arrows) {
  const [low, high] = [Math.min(arrow.from, arrow.to), Math.max(arrow.from, arrow.to)]
  for (let stretch = Math.floor(low / STRETCH); stretch <= Math.floor(high / STRETCH); stretch += 1) {
    const known = stretches.get(stretch)
    if (known === undefined) stretches.set(stretch, [arrow])
    else known.push(arrow)
  }
}

function lines(related: ReadonlySet<PageArrow>): SVGSVGElement {
  const [first = 0, last = 0] = [rows.shown[drawnFrom], rows.shown[drawnTo - 1]]
  const passing = new Set<PageArrow>()
  for (let stretch = Math.floor(first / STRETCH); stretch <= Math.floor(last / STRETCH); stretch += 1) {
    for (const arrow of stretches.get(stretch) ?? []) passing.add(arrow)
  }
  const isShown = new Set(rows.shown.slice(Math.max(0, drawnFrom - 400), drawnTo + 400))
  // As high as what is drawn: a picture as high as the run would be painted whole.
  const [top, bottom] = [(rows.tops[drawnFrom] ?? 0) - 60, (rows.tops[drawnTo - 1] ?? 0) + 90]
  const [width, height] = [canvas.offsetWidth, bottom - top]
  const made = drawn('svg', {
    class: 'lines',
    width,
    height,
    viewBox: `0 ${top} ${width} ${height}`,
    style: `top:${top}px`,
  })
  for (const arrow of passing) {
    const row = arrow.heading === 'right' ? arrow.from : arrow.to
    if (isShown.has(row) && !isStrip(arrow.lane)) made.append(arrowView(arrow, related.has(arrow)))
  }
  return made
}

function arrowView(arrow: PageArrow, isRelated: boolean): SVGGElement {
  const { left = 0, width = 0 } = columns[arrow.lane] ?? {}
  const row = rowAt(arrow.heading === 'right' ? arrow.from : arrow.to)
  const [order, ...others] = row.orders ?? []
  const colour = order === undefined ? 'var(--arrow)' : `var(--order-${others.length > 0 ? 'many' : order % 8})`
  const [west, east] = [left + RAIL, left + width - RAIL]
  const fromY = arrow.leftAt === undefined ? rows.lineOf(arrow.from) : rows.lineAt(arrow.leftAt, arrow.to)
  const toY = rows.lineOf(arrow.to)
  const fromX = arrow.heading === 'right' ? west : east
  const across = arrow.heading === 'right' ? east : west
  const toX = arrow.lost === true ? (west + east) / 2 : across
  const length = Math.hypot(toX - fromX, toY - fromY) || 1
  const [dx, dy] = [(toX - fromX) / length, (toY - fromY) / length]
  const [x, y] = [toX - dx * 7, toY - dy * 7]
  const tip =
    arrow.lost === true
      ? `M${toX - 4},${toY - 4}l8,8m0,-8l-8,8`
      : `M${toX},${toY}L${x - dy * 3.4},${y + dx * 3.4}L${x + dy * 3.4},${y - dx * 3.4}Z`
  const classes = ['arrow']
  if (isRelated) classes.push('related')
  if (row.routine === true) classes.push('routine')
  if (arrow.lost === true) classes.push('lost')
  return drawn(
    'g',
    { class: classes.join(' '), style: `--order:${colour}` },
    drawn('path', {
      class: 'shaft',
      d: `M${fromX},${fromY}L${arrow.lost === true ? toX : x},${arrow.lost === true ? toY : y}`,
    }),
    drawn('path', { class: 'tip', d: tip }),
    drawn('circle', { class: 'tail', cx: fromX, cy: fromY, r: 2.4 }),
  )
}
