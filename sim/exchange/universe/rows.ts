/** What the exchange knows of its assets and pairs: reference data, fixed for a run. */

export type AssetRow = {
  /** Kraken's own id: `XXBT`, `ZEUR`, `SOL`. */
  readonly id: string
  readonly altname: string
  /** The scale of balances and ledger entries. */
  readonly decimals: number
  /** The scale in which Kraken's web page shows amounts; money is never counted in it. */
  readonly displayDecimals: number
  readonly status: string
  /** A decimal between 0 and 1; absent when the asset is no collateral. */
  readonly collateralValue?: string
  readonly marginRate?: string
}

/** Fee in percent from a 30-day volume in US dollars upwards, by rising volume. Both are plain decimals. */
export type FeeSchedule = readonly (readonly [volume: string, percent: string])[]

/** Four scales, all different: of order prices, of volumes, of costs and fees, and of prices told back. */
export type PairRow = {
  /** `XXMRZEUR`: what REST responses name the pair by. */
  readonly key: string
  /** `XMREUR` */
  readonly altname: string
  /** `XMR/EUR`; a few pairs of old have none. */
  readonly wsname?: string
  /** Asset ids. */
  readonly base: string
  readonly quote: string
  /** Decimals that an order's price may have. */
  readonly pairDecimals: number
  /** Decimals of a volume. */
  readonly lotDecimals: number
  /** Decimals of a cost and of a fee. */
  readonly costDecimals: number
  /** Decimals in which prices of orders and trades are told; published nowhere, never below `pairDecimals`. */
  readonly priceScale: number
  /** An order's price is a multiple of it; mostly, not always, `10^-pairDecimals`. */
  readonly tickSize: string
  /** Smallest volume of an order, in base units. */
  readonly orderMin: string
  /** Smallest cost of an order, in quote units. */
  readonly costMin: string
  readonly status: string
  /** For takers, and for makers unless they have a schedule of their own. */
  readonly fees: FeeSchedule
  /** Empty when makers pay as takers do. */
  readonly feesMaker: FeeSchedule
}

/** `assets` by id and `pairs` by key. Base and quote of every pair are among the assets. */
export type Universe = {
  readonly assets: ReadonlyMap<string, AssetRow>
  readonly pairs: ReadonlyMap<string, PairRow>
  /** Ids of the assets whose decimals no source gives, so that they were assumed. */
  readonly assumedAssets: readonly string[]
}

/** What of a pair changes while it is traded, under its names in `AssetPairs`; plain decimals. */
export type PairChange = { readonly tick_size?: string; readonly ordermin?: string; readonly costmin?: string }
