/** Every public channel of WebSocket v2 that is about a pair; `instrument` is about all of them. */
import { BOOK } from './book.ts'
import type { Channel2 } from './channel.ts'
import { LEVEL3 } from './level3.ts'
import { OHLC } from './ohlc.ts'
import { TICKER } from './ticker.ts'
import { TRADE } from './trade.ts'

export const CHANNELS_V2: readonly Channel2[] = [TICKER, BOOK, TRADE, OHLC, LEVEL3]
