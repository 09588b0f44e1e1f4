/** The card beside the pointer: a row's whole text, and the beginning of its message. */
import { element, part } from './dom.ts'
import { arrowsAt, page, rowAt } from './given.ts'
import { messageGlance } from './message.ts'
import { secondsText, spanText } from './words.ts'

const card = part('card')
const GLANCE_LINES = 12

export function showCard(number: number, beside: HTMLElement): void {
  const row = rowAt(number)
  card.replaceChildren(
    element('div', { class: 'card-what' }, row.claim === undefined ? row.text : `${row.claim}: ${row.text}`),
    element(
      'div',
      { class: 'card-when' },
      [`${secondsText(row.at)} s`, page.channels[row.channel] ?? '', journey(number)]
        .filter((part) => part !== '')
        .join(' · '),
    ),
    ...(row.body === undefined ? [] : [messageGlance(row.body, GLANCE_LINES)]),
  )
  card.hidden = false
  const place = beside.getBoundingClientRect()
  const cell = beside.querySelector('.cell, .verdict-line')?.getBoundingClientRect() ?? place
  const { width, height } = card.getBoundingClientRect()
  const isBelow = place.bottom + height + 8 < window.innerHeight
  card.style.top = `${isBelow ? place.bottom + 4 : Math.max(4, place.top - height - 4)}px`
  card.style.left = `${Math.max(8, Math.min(cell.left, window.innerWidth - width - 12))}px`
}

export function hideCard(): void {
  card.hidden = true
}

/** How long a message was on its way. */
export function journey(number: number): string {
  const arrow = arrowsAt(number).find(({ to, heading, from, leftAt }) =>
    to === number && (from !== to || leftAt !== undefined)
      ? true
      : heading === 'right' && from === number && to !== from,
  )
  const lost = arrowsAt(number).some((one) => one.lost === true)
  if (lost) return 'never heard by Kraken'
  if (arrow === undefined) return ''
  const leftAt = arrow.leftAt ?? rowAt(arrow.from).at
  return `${spanText(rowAt(arrow.to).at - leftAt)} on its way`
}
