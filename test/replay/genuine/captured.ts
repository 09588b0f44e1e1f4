/** Captured payloads as they lie beside the project: each frame with its bytes, and the records that are in it. */
import { readFileSync } from 'node:fs'
import { type Json, type JsonObject, entriesOf, isList, isObject, readJson } from '../../../sim/oracle/json.ts'
import { sharedData } from '../../shared-data.ts'

/** By its name below the data folder; a test that is not skipped has it. */
export function captured(name: string): string {
  const data = sharedData(name)
  if (!data.there) throw new Error(data.reason)
  return readFileSync(data.path, 'utf8').trim()
}

/** The frames of a file that holds several in one list, each byte for byte as it stands there. */
export function framesOf(list: string): readonly string[] {
  const frames: string[] = []
  let depth = 0
  let from = 0
  for (const { 0: token, index } of list.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') {
      depth += 1
      if (depth === 2) from = index
    } else if (token === ']' || token === '}') {
      depth -= 1
      if (depth === 1) frames.push(list.slice(from, index + 1))
    }
  }
  return frames
}

/** A record with its id. Numbers are their texts. */
export type Row = { readonly id: string; readonly fields: JsonObject }

/** Of a frame of version 1, in its order. */
export function rowsOf(frame: string): readonly Row[] {
  const json = readJson(frame)
  const [rows] = isList(json) ? json : []
  return (isList(rows) ? rows : []).flatMap((row: Json) =>
    entriesOf(row).flatMap(([id, fields]) => (isObject(fields) ? [{ id, fields }] : [])),
  )
}

/** The rows of a frame of version 2, in its order. */
export function executionsIn(frame: string): readonly JsonObject[] {
  const json = readJson(frame)
  const data = isObject(json) ? json['data'] : undefined
  return (isList(data) ? data : []).filter(isObject)
}

/** Those of them that are trades, by the names that version 1 and REST have for their fields. */
export function tradesIn(frame: string): readonly Row[] {
  return executionsIn(frame).flatMap((execution) => {
    const { exec_id: id, fees } = execution
    const [fee = {}] = isList(fees) ? fees.filter(isObject) : []
    if (typeof id !== 'string') return []
    const [whole = '', fraction = ''] = text(execution, 'timestamp').replace('Z', '').split('.')
    const fields = {
      ordertxid: text(execution, 'order_id'),
      pair: text(execution, 'symbol'),
      time: `${Date.parse(`${whole}Z`) / 1000}.${fraction}`,
      type: text(execution, 'side'),
      ordertype: text(execution, 'order_type'),
      price: text(execution, 'last_price'),
      cost: text(execution, 'cost'),
      fee: text(fee, 'qty'),
      vol: text(execution, 'last_qty'),
    }
    return [{ id, fields }]
  })
}

/** The field's text; a capture without it is none that a test can use. */
export function text(fields: JsonObject, name: string): string {
  const value = fields[name]
  if (typeof value !== 'string') throw new Error(`the capture has no ${name}`)
  return value
}
