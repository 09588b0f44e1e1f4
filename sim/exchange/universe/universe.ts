/** The reference data of the exchange: which assets and pairs there are, and how each is called. */
export { builtInUniverse } from './built-in.ts'
export { universeFromDumps } from './dump.ts'
export { assetNamed, newName, pairNamed, v2Symbol } from './names.ts'
export type { AssetRow, FeeSchedule, PairChange, PairRow, Universe } from './rows.ts'
