/** The whole run in a strip beside the lanes: where orders moved, where something broke, and what is in sight. */
import { placeOnPage, scrollToPart, sight } from './diagram.ts'
import { element, part } from './dom.ts'
import { page, rowAt } from './given.ts'
import { view } from './view.ts'

const strip = part('overview')
const canvas = element('canvas')
const frame = element('div', { class: 'frame' })
const needle = element('div', { class: 'needle' })
const WIDTH = 18

export function beginOverview(): void {
  strip.append(canvas, frame, needle)
  view.listen((change) => {
    if (change === 'cursor') drawFrame()
    else draw()
  })
  part('stage').addEventListener('scroll', () => drawFrame(), { passive: true })
  new ResizeObserver(draw).observe(strip)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw)
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const go = (event: PointerEvent): void => {
    const { top, height } = strip.getBoundingClientRect()
    scrollToPart((event.clientY - top) / height)
  }
  strip.addEventListener('pointerdown', (event) => {
    strip.setPointerCapture(event.pointerId)
    go(event)
  })
  strip.addEventListener('pointermove', (event) => {
    if (event.buttons !== 0) go(event)
  })
}

function draw(): void {
  const height = strip.clientHeight
  const scale = window.devicePixelRatio
  canvas.width = WIDTH * scale
  canvas.height = height * scale
  const pen = canvas.getContext('2d')
  if (pen === null) return
  pen.scale(scale, scale)
  const line = (y: number, ink: string, [left, width, tall]: readonly [number, number, number]): void => {
    pen.fillStyle = ink
    pen.fillRect(left, y, width, tall)
  }
  const inks = new Map<string, string>()
  const ink = (name: string): string => {
    const known = inks.get(name) ?? inkOf(name)
    inks.set(name, known)
    return known
  }
  pen.globalAlpha = 0.75
  const thick = Math.max(1, Math.min(4, (height / Math.max(1, view.shown.length)) * 0.5))
  let drawnTo = -1
  for (const row of view.shown) {
    const { orders = [], tone } = rowAt(row)
    const y = placeOnPage(row) * height
    // Many rows share a line of the strip: the first stands for them, but what is bad is never hidden.
    if (y < drawnTo && tone !== 'bad') continue
    drawnTo = Math.floor(y) + 1
    const [order] = orders
    if (tone === 'bad') line(y, ink('--bad'), [3, 12, thick])
    else if (order !== undefined) line(y, ink(`--order-${order % 8}`), [5, 8, thick])
    else line(y, ink('--line'), [6, 6, thick])
  }
  pen.globalAlpha = 1
  for (const row of view.found) line(placeOnPage(row) * height, ink('--found'), [0, WIDTH, 1.5])
  const lostRow = page.fate?.moment?.row
  if (lostRow !== undefined) line(placeOnPage(lostRow) * height, ink('--lost'), [0, WIDTH, 2])
  for (const { row } of page.head.failures) line(placeOnPage(row) * height, ink('--bad'), [0, WIDTH, 3])
  drawFrame()
}

function drawFrame(): void {
  const { from, to } = sight()
  needle.style.top = `${placeOnPage(view.cursor) * 100}%`
  frame.style.top = `${from * 100}%`
  frame.style.height = `${Math.max(1, (to - from) * 100)}%`
}

/** A colour of the style sheet as the theme has it now. */
function inkOf(name: string): string {
  frame.style.color = `var(${name})`
  return getComputedStyle(frame).color
}
