/** Bends the shape of what Kraken says: a field gone, new, emptied or of another type; every digit else stays as it was. */
import { type Json, type JsonObject, jsonText, membersOf, numberText, printJson, readWire } from '../exchange/wire.ts'
import type { Drift } from '../scenario.ts'

/** The drifts in force; a message is bent by each of them in turn. */
export class Drifts {
  #inForce: { readonly drift: Drift; left: number }[] = []

  add(drift: Drift): void {
    this.#inForce.push({ drift, left: drift.messages ?? Infinity })
  }

  heal(): void {
    this.#inForce = []
  }

  /** `name`: what the message answers, of a REST reply; a frame says it itself. */
  bend(text: string, name?: string): string {
    if (this.#inForce.length === 0) return text
    const read = readWire(text)
    if (!read.ok) return text
    let message = toJson(read.value)
    const names = name === undefined ? namesOf(message) : [name]
    for (const one of this.#inForce) {
      if (one.left === 0 || !names.includes(one.drift.in)) continue
      const bent = bentMessage(message, one.drift)
      if (bent === undefined) continue
      one.left -= 1
      message = bent
    }
    this.#inForce = this.#inForce.filter(({ left }) => left > 0)
    return printJson(message)
  }
}

/** A frame goes by its channel, and by its event or its method. */
function namesOf(message: Json): readonly string[] {
  const parts = isList(message) ? message : ['event', 'channel', 'method'].map((name) => objectOf(message)?.[name])
  return parts.filter((part) => typeof part === 'string')
}

/** Undefined when nothing of the message is concerned. */
function bentMessage(message: Json, drift: Drift): Json | undefined {
  if (drift.row === 'whole') return withWhole(message, withField(wholeOf(message), drift))
  if (isList(message)) {
    const [items, ...rest] = message
    if (!isList(items)) return undefined
    const bent = items.map((item, place) => bentMap(item, drift, place))
    return bent.some((item, place) => item !== items[place]) ? [bent, ...rest] : undefined
  }
  const members = objectOf(message)
  if (members === undefined) return undefined
  const data = members['data']
  if (isList(data)) {
    const bent = data.map((row, place) => (isMeant(drift, place) ? withField(row, drift) : row))
    return { ...members, data: bent }
  }
  // Over the socket, a result is no list of rows.
  if (!('result' in members) || 'method' in members) return withField(members, drift)
  const result = objectOf(members['result'])
  if (result === undefined) return undefined
  const inner = ['open', 'closed', 'trades', 'ledger'].find((name) => objectOf(result[name]) !== undefined)
  if (inner === undefined) return { ...members, result: bentMap(result, drift) }
  return { ...members, result: { ...result, [inner]: bentMap(objectOf(result[inner]) ?? {}, drift) } }
}

/** The body of a REST answer, or the frame itself. */
const wholeOf = (message: Json): Json => objectOf(message)?.['result'] ?? message
const withWhole = (message: Json, whole: Json): Json => {
  const members = objectOf(message)
  return members !== undefined && 'result' in members ? { ...members, result: whole } : whole
}

/** Rows by id. `from`: the place of its first row among all rows of the message. */
function bentMap(rows: Json, drift: Drift, from = 0): Json {
  const members = objectOf(rows)
  if (members === undefined) return rows
  if (!Object.keys(members).some((id, place) => isMeant(drift, from + place, id))) return rows
  return Object.fromEntries(
    Object.entries(members).map(([id, row], place) => [
      id,
      row !== undefined && isMeant(drift, from + place, id) ? withField(row, drift) : row,
    ]),
  )
}

const isMeant = ({ row }: Drift, place: number, id?: string): boolean =>
  row === undefined || row === place || row === id

function withField(row: Json, { field, becomes }: Pick<Drift, 'field' | 'becomes'>): Json {
  const members = objectOf(row)
  if (members === undefined) return row
  const [name = '', ...inwards] = field.split('.')
  const value = members[name]
  if (inwards.length > 0) {
    return value === undefined ? row : { ...members, [name]: withField(value, { field: inwards.join('.'), becomes }) }
  }
  return { ...members, [name]: becoming(value, becomes) }
}

function becoming(value: Json | undefined, becomes: Drift['becomes']): Json | undefined {
  if (becomes === 'gone') return undefined
  if (becomes === 'a number') return typeof value === 'string' ? jsonText(value) : value
  if (becomes === 'a text') return isNumber(value) ? value.text : value
  const { is } = becomes
  return typeof is === 'number' ? jsonText(String(is)) : is
}

/** What was read, with every number as its text. */
function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(toJson)
  const number = numberText(value)
  if (number !== undefined) return jsonText(number)
  return Object.fromEntries(Object.entries(membersOf(value) ?? {}).map(([name, member]) => [name, toJson(member)]))
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)
const isNumber = (value: Json | undefined): value is ReturnType<typeof jsonText> =>
  typeof value === 'object' && value !== null && !isList(value) && value['kind'] === 'json-text'
const objectOf = (value: Json | undefined): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !isList(value) && !isNumber(value) ? value : undefined
