/** The identifiers that cross a wire or a file, each a type of its own so that none is taken for another. */
import type { Brand } from './brand.ts'

/** Kraken's id of an order, `OQCLML-BW3P3-BUCMWZ`. An edit gives the order a new one. */
export type Txid = string & Brand<'Txid'>
/** Kraken's id of one party's side of an execution, `TFJBKK-SMBZS-VJ4UWS`. */
export type TradeId = string & Brand<'TradeId'>
/** Kraken's id of one ledger entry, `L4UESK-KG3EQ-UFO4T5`. */
export type LedgerId = string & Brand<'LedgerId'>
/** The EMS's id of an order: a uuid4 chosen by the EMS, kept for the order's whole life. */
export type Oid = string & Brand<'Oid'>
/**
 * Our integer for one dialog and for one request on the wire. A dialog's first reqid is also its `userref`
 * at Kraken, so it fits a signed 32-bit integer. 0 is a valid id; absent is `undefined`.
 */
export type Reqid = number & Brand<'Reqid'>
/** One connection, numbered by whoever opened it; never used twice in a run. */
export type SocketId = number & Brand<'SocketId'>
/** One HTTP exchange, numbered by whoever asked; never used twice in a run. */
export type HttpId = number & Brand<'HttpId'>

export const txid = (text: string): Txid => text as Txid
export const tradeId = (text: string): TradeId => text as TradeId
export const ledgerId = (text: string): LedgerId => text as LedgerId
export const oid = (text: string): Oid => text as Oid
export const reqid = (value: number): Reqid => value as Reqid
export const socketId = (value: number): SocketId => value as SocketId
export const httpId = (value: number): HttpId => value as HttpId
