/** Makes elements; every text in the page comes in through here, as text. */
type Child = Node | string | undefined | readonly Child[]
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  dress(made, attributes)
  add(made, children)
  return made
}

const SVG = 'http://www.w3.org/2000/svg'

export function drawn<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(SVG, name)
  dress(made, attributes)
  add(made, children)
  return made
}

/** The one element with this id; the page has it from the start. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no part '${id}'`)
  return found
}

export const button = (attributes: Attributes, act: () => void, ...children: readonly Child[]): HTMLButtonElement => {
  const made = element('button', { type: 'button', ...attributes }, ...children)
  made.addEventListener('click', act)
  return made
}

function dress(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value))
  }
}

function add(made: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === undefined) continue
    if (typeof child === 'string' || child instanceof Node) made.append(child)
    else add(made, child)
  }
}
