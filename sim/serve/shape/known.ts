/** In what the fake Kraken is known to say less than Kraken does, since it is not modelled. */

export type Known = {
  /** Kinds of messages; in tests, names of captures too. */
  readonly of: RegExp
  readonly path: RegExp
  readonly what: readonly ('missing' | 'extra' | 'kind' | 'decimals')[]
  readonly why: string
}

export const NOT_MODELLED: readonly Known[] = [
  {
    of: /rest (AssetPairs|Assets)/,
    path: /leverage_|position_limit/,
    what: ['missing'],
    why: 'Nothing is traded on margin: no leverage, and no limits of positions.',
  },
  {
    of: /v2 instrument/,
    path: /position_limit|margin_initial/,
    what: ['missing'],
    why: 'Nothing is traded on margin: no leverage, and no limits of positions.',
  },
  {
    of: /rest TradeBalance/,
    path: /\.ml$/,
    what: ['missing'],
    why: 'A margin level is told to those alone who have positions.',
  },
]
