/** The shape of a message: every path in it, with the kinds of values found there, down to the decimals of each number. */

/** Kinds of values by path: `result.*.a[0]` has `text .5`. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>

/** Numbers become `#` and their text, so that no digit is lost. */
export const exact = (text: string): unknown =>
  JSON.parse(
    text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
      token.startsWith('"') ? token : `"#${token}"`,
    ),
  )

export function shapeOf(...messages: readonly unknown[]): Shape {
  const shape = new Map<string, Set<string>>()
  for (const message of messages) collect(shape, '', message)
  return shape
}

function collect(shape: Map<string, Set<string>>, path: string, value: unknown): void {
  const kinds = shape.get(path) ?? new Set<string>()
  shape.set(path, kinds.add(kindOf(value)))
  if (Array.isArray(value)) {
    const isTuple = value.some((one) => typeof one !== 'object' || one === null)
    value.forEach((one, place) => collect(shape, isTuple && value.length > 1 ? `${path}[${place}]` : `${path}[]`, one))
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, member] of Object.entries(value)) collect(shape, `${path}.${isName(name) ? '*' : name}`, member)
}

/** Ids, assets and pairs are names that the message is about, not members of it. */
const isName = (member: string): boolean => /^[A-Z0-9].*[A-Z0-9]|^[a-z][A-Z]{2}|^[A-Z0-9.]+$/.test(member)

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value !== 'string') return typeof value
  if (/^#\d{10}(\.\d+)?$/.test(value)) return 'seconds'
  if (value.startsWith('#')) return `number ${decimalsIn(value.slice(1))}`
  if (/^\d{4}-\d\d-\d\dT[\d:]+(\.\d+)?Z$/.test(value)) return 'time'
  if (/^\d{10}\.\d{1,7}$/.test(value)) return 'seconds in a text'
  if (/^[+-]?\d+\.\d+$/.test(value)) return `text ${decimalsIn(value)}`
  return 'text'
}

const decimalsIn = (text: string): string => (text.includes('.') ? `.${(text.split('.')[1] ?? '').length}` : 'whole')

/** `number .5` without its decimals: `number`. */
const bare = (kind: string): string => kind.replace(/ (\.\d+|whole)$/, '')
const decimals = (kind: string): string | undefined => /\.\d+$/.exec(kind)?.[0]

export type Difference = {
  readonly path: string
  readonly what: 'missing' | 'extra' | 'kind' | 'decimals'
  /** What stands there; undefined where nothing does. */
  readonly theirs: string | undefined
  readonly ours: string | undefined
}

/**
 * What a genuine message has and none of ours has, and what all of ours have and it has not. Of
 * another market the decimals may be others, if all of one sort are.
 */
export function differences(
  each: readonly Shape[],
  theirs: Shape,
  { isSameMarket }: { readonly isSameMarket: boolean },
): readonly Difference[] {
  const ours = joined(each)
  const found: Difference[] = []
  const scales = new Map<string, string>()
  for (const [path, kinds] of theirs) {
    const own = ours.get(path)
    const text = [...kinds].join(' or ')
    if (own === undefined) {
      found.push({ path, what: 'missing', theirs: text, ours: undefined })
      continue
    }
    const ownBare = new Set([...own].map(bare))
    if (![...kinds].some((kind) => ownBare.has(bare(kind)))) {
      found.push({ path, what: 'kind', theirs: text, ours: [...own].join(' or ') })
      continue
    }
    const [mine, ...more] = new Set([...own].flatMap((kind) => decimals(kind) ?? []))
    const [other, ...others] = new Set([...kinds].flatMap((kind) => decimals(kind) ?? []))
    if (mine === undefined || other === undefined || more.length > 0 || others.length > 0) continue
    const expected = isSameMarket ? mine : (scales.get(mine) ?? other)
    scales.set(mine, expected)
    if (expected !== other) found.push({ path, what: 'decimals', theirs: other, ours: expected })
  }
  for (const [path, kinds] of ours) {
    if (!each.every((shape) => shape.has(path))) continue
    const parent = parentOf(path)
    if (!theirs.has(path) && theirs.has(parent) && !isEmptyThere(theirs, parent)) {
      found.push({ path, what: 'extra', theirs: undefined, ours: [...kinds].join(' or ') })
    }
  }
  return found
}

function joined(shapes: readonly Shape[]): Shape {
  const all = new Map<string, Set<string>>()
  for (const shape of shapes) {
    for (const [path, kinds] of shape) all.set(path, new Set([...(all.get(path) ?? []), ...kinds]))
  }
  return all
}

/** Of `result.*.a[0]`, `result.*.a`. */
export const parentOf = (path: string): string => path.replace(/(\.[^.[]+|\[\d*\])$/, '')

/** A list or a table without members says nothing of what would be in it. */
export const isEmptyThere = (shape: Shape, parent: string): boolean =>
  ![...shape.keys()].some((path) => path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`))
