/** Why it failed: how many other runs still passed, as time went on, and the nearest of those beside this one. */
import type { Beside, PageFate, PageNearest, Side } from '../shape.ts'
import { drawn, element, part } from './dom.ts'
import { page } from './given.ts'
import { view } from './view.ts'
import { secondsText } from './words.ts'

const WIDTH = 420
const HEIGHT = 170
/** Room for the words along the axes. */
const INSET = { left: 40, right: 14, top: 12, bottom: 24 }

export function beginFate(): void {
  const { fate } = page
  const place = part('fate')
  place.hidden = fate === undefined
  if (fate === undefined) return
  const { moment, nearest, sentence } = fate
  const made = element(
    'details',
    {},
    element('summary', {}, element('b', {}, 'Why it failed'), element('span', {}, sentence)),
    element(
      'div',
      { class: 'fate-body' },
      element(
        'figure',
        {},
        curve(fate),
        element('figcaption', {}, 'runs with other luck from a moment on that still pass'),
      ),
      nearest === undefined
        ? element('p', { class: 'nothing' }, 'No run that passes was found.')
        : nearestView(nearest),
    ),
  )
  made.open = true
  if (moment?.row !== undefined) {
    const { row } = moment
    made.addEventListener('dblclick', () => view.reveal(row))
  }
  place.append(made)
}

// ---- the curve

function curve({ shares, moment }: PageFate): SVGSVGElement {
  const lasted = Math.max(1, page.head.lasted, ...shares.map(({ at }) => at))
  const x = (at: number): number => INSET.left + ((WIDTH - INSET.left - INSET.right) * at) / lasted
  const y = (share: number): number => HEIGHT - INSET.bottom - (HEIGHT - INSET.top - INSET.bottom) * share
  // What was kept decides until the next decision that was looked at, so the share is a stair.
  const steps = shares.map(({ at, passed, played }, place) => {
    const [left, level] = [x(at), y(passed / played)]
    return place === 0 ? `M${left},${level}` : `H${left}V${level}`
  })
  const stair = `${steps.join('')}H${x(lasted)}`
  const text = (kind: string, at: readonly [number, number], says: string): SVGTextElement =>
    drawn('text', { class: kind, x: at[0], y: at[1] }, says)
  return drawn(
    'svg',
    {
      class: 'curve',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': 'the share of runs that still pass, over time',
    },
    ...[0, 0.5, 1].flatMap((share) => [
      drawn('path', { class: 'grid', d: `M${INSET.left},${y(share)}H${WIDTH - INSET.right}` }),
      text('axis left', [INSET.left - 7, y(share) + 3.5], `${share * 100} %`),
    ]),
    drawn('path', { class: 'area', d: `${stair}V${y(0)}H${x(0)}Z` }),
    drawn('path', { class: 'stair', d: stair }),
    ...shares.map(({ at, passed, played }) =>
      drawn(
        'circle',
        { class: passed === 0 ? 'point none' : 'point', cx: x(at), cy: y(passed / played), r: 2.6 },
        drawn('title', {}, `${secondsText(at)} s: ${passed} of ${played} pass`),
      ),
    ),
    moment === undefined
      ? undefined
      : [
          drawn('path', { class: 'lost-at', d: `M${x(moment.at)},${INSET.top - 6}V${y(0)}` }),
          text(
            moment.at > lasted * 0.6 ? 'lost-word left' : 'lost-word',
            [x(moment.at) + (moment.at > lasted * 0.6 ? -6 : 6), INSET.top + 2],
            `lost at ${secondsText(moment.at)} s`,
          ),
        ],
    text('axis', [INSET.left, HEIGHT - 7], '0 s'),
    text('axis left', [WIDTH - INSET.right, HEIGHT - 7], `${secondsText(lasted)} s`),
  )
}

// ---- the nearest run that passes

function nearestView({ sentence, failing, passing, lines, leftOut }: PageNearest): HTMLElement {
  const rest = leftOut.failing + leftOut.passing
  return element(
    'div',
    { class: 'nearest' },
    element('p', {}, sentence),
    element(
      'dl',
      {},
      element('dt', {}, 'first it differs in'),
      element('dd', { class: 'here' }, failing),
      element('dt', {}, 'and there is'),
      element('dd', { class: 'there' }, passing),
    ),
    element(
      'table',
      {},
      element('colgroup', {}, ...[58, 96, undefined, 58, 96, undefined].map(columnOf)),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...['this run', 'the nearest run that passes'].map((head) => element('th', { colspan: 3 }, head)),
        ),
      ),
      element('tbody', {}, ...lines.map(lineView)),
    ),
    rest === 0
      ? undefined
      : element('p', { class: 'nothing' }, `and ${leftOut.failing} more rows here, ${leftOut.passing} there`),
  )
}

const columnOf = (width: number | undefined): HTMLElement =>
  element('col', width === undefined ? {} : { style: `width:${width}px` })

function lineView({ failing, passing }: Beside): HTMLElement {
  const kind = failing === undefined ? 'only-there' : passing === undefined ? 'only-here' : 'both'
  const made = element('tr', { class: kind }, ...cells(failing), ...cells(passing))
  if (failing !== undefined) made.addEventListener('click', () => view.reveal(failing.row))
  return made
}

const cells = (side: Side | undefined): readonly HTMLElement[] =>
  side === undefined
    ? [element('td', { colspan: 3, class: 'absent' })]
    : [
        element('td', { class: 'figure' }, secondsText(side.at)),
        element('td', { class: 'where' }, side.lane),
        element('td', { class: `what tone-${side.tone}` }, side.text),
      ]
