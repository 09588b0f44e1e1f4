/** Every public channel of WebSocket v1. */
import { BOOK } from './book.ts'
import type { Channel1 } from './channel.ts'
import { OHLC } from './ohlc.ts'
import { SPREAD } from './spread.ts'
import { TICKER } from './ticker.ts'
import { TRADE } from './trade.ts'

export const CHANNELS_V1: readonly Channel1[] = [TICKER, OHLC, TRADE, SPREAD, BOOK]
