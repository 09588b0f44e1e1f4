/** Deeds and faults that lead somewhere only together: told in a hunted story as one piece, wherever in it that falls. */
import type { Deed } from './draft.ts'
import { OF_FILES } from './passages/files.ts'
import { OF_MACHINES } from './passages/machines.ts'
import { OF_ORDERS } from './passages/orders.ts'
import { OF_POSITIONS } from './passages/positions.ts'

export const PASSAGES: readonly Deed[] = [...OF_ORDERS, ...OF_POSITIONS, ...OF_MACHINES, ...OF_FILES]
