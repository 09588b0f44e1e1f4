/** A message laid out for reading: JSON with its own digits, forms field by field, files as they are. */
import type { PageBody } from '../shape.ts'
import { element } from './dom.ts'
import { textOf } from './given.ts'

/** Longer ones are shown in part, until somebody wants them whole: the list of all pairs is a megabyte. */
const MOST_SHOWN = 12_000

export function messageView(body: PageBody, number: number): HTMLElement {
  const text = textOf(number)
  const head = body.head === undefined ? [] : [element('span', { class: 'wire-head' }, `${body.head}\n\n`)]
  const isAll = text.length <= MOST_SHOWN
  const view = element('pre', { class: 'message' }, head, pieces(isAll ? text : text.slice(0, MOST_SHOWN)))
  if (isAll) return view
  const more = element(
    'button',
    { type: 'button', class: 'more' },
    `all ${text.length.toLocaleString('en-US')} letters`,
  )
  more.addEventListener('click', () => view.replaceChildren(...head, ...pieces(text)))
  view.append('\n', more)
  return view
}

/** For a glance: the first lines. */
export function messageGlance(number: number, lines: number): Node {
  const text = textOf(number).slice(0, MOST_SHOWN)
  const pretty = indented(text)
  const cut = pretty.split('\n')
  return element(
    'pre',
    { class: 'message' },
    ...coloured(cut.slice(0, lines).join('\n')),
    cut.length > lines ? '\n…' : undefined,
  )
}

function pieces(text: string): readonly (Node | string)[] {
  if (/^[\w%.]+=[^&\s]*(&|$)/.test(text)) return coloured(text.split('&').map(decoded).join('\n'))
  return coloured(indented(text))
}

function decoded(field: string): string {
  const [name = '', ...value] = field.split('=')
  try {
    return `${name} = ${decodeURIComponent(value.join('=').replaceAll('+', ' '))}`
  } catch {
    return field
  }
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\s+|"/g

/** A table of TOML begins with a bracket too, and a word. */
const JSON_BEGINS = /^\s*(?:\{|\[\s*[[{"\d\]-])/

/** JSON over several lines, its tokens untouched: numbers keep every digit. What is no JSON stays as it is. */
function indented(text: string): string {
  if (!JSON_BEGINS.test(text)) return text
  let depth = 0
  let out = ''
  const tokens = (text.match(TOKENS) ?? []).filter((token) => token.trim() !== '')
  const newline = (): string => `\n${'  '.repeat(Math.max(0, depth))}`
  for (const [place, token] of tokens.entries()) {
    const before = tokens[place - 1]
    if (token === '{' || token === '[') {
      out += token
      depth += 1
      if (tokens[place + 1] !== (token === '{' ? '}' : ']')) out += newline()
    } else if (token === '}' || token === ']') {
      depth -= 1
      out += before === '{' || before === '[' ? token : newline() + token
    } else if (token === ',') out += token + newline()
    else if (token === ':') out += ': '
    else out += token
  }
  return out
}

const WORDS = /("(?:[^"\\]|\\.)*")(\s*:)?|(?<![\w.-])-?\d+(?:\.\d+)?(?![\w-])|\b(?:true|false|null)\b|^#.*$|^\[.*\]$/gm

function coloured(text: string): readonly (Node | string)[] {
  const made: (Node | string)[] = []
  let done = 0
  for (const match of text.matchAll(WORDS)) {
    const [whole, quoted, colon] = match
    made.push(text.slice(done, match.index))
    const kind =
      quoted !== undefined
        ? colon === undefined
          ? 'text'
          : 'name'
        : whole.startsWith('#')
          ? 'remark'
          : whole.startsWith('[')
            ? 'name'
            : 'number'
    made.push(element('span', { class: `t-${kind}` }, quoted ?? whole), colon ?? '')
    done = match.index + whole.length
  }
  made.push(text.slice(done))
  return made
}
