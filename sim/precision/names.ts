/** Every name of every pair, there and back: through the broker's reading of what Kraken serves, and through Kraken's own. */
import type { Reference } from '../../src/kraken/reference.ts'
import { pairNamed, v2Symbol } from '../exchange/universe/names.ts'
import type { PairRow, Universe } from '../exchange/universe/universe.ts'

/** What does not lead where it should, a sentence each. */
export function misnamings(pair: PairRow, { universe, reference }: Books): readonly string[] {
  const read = reference.pairNamed(pair.key)
  if (read === undefined) return [`the broker does not know ${pair.key}`]
  const names = new Set([
    ...namesOf(pair).filter((name) => pairNamed(universe, name)?.key === pair.key),
    // What the broker itself calls it, in its files, towards the EMS, and on either socket.
    read.symbol,
    ...(pair.wsname === undefined ? [] : [read.wsname, read.newName]),
  ])
  const lost = [...names].filter((name) => reference.pairNamed(name)?.key !== pair.key)
  const spoken = pair.wsname === undefined ? [] : [read.wsname, read.newName]
  const unheard = spoken.filter((name) => pairNamed(universe, name)?.key !== pair.key)
  return [
    ...lost.map(
      (name) => `${name} is not ${pair.key} to the broker, but ${reference.pairNamed(name)?.key ?? 'nothing'}`,
    ),
    ...unheard.map((name) => `${name}, as the broker says it, is not ${pair.key} to Kraken`),
  ]
}

export type Books = { readonly universe: Universe; readonly reference: Reference }

const namesOf = ({ key, altname, wsname }: PairRow): readonly string[] => [
  key,
  altname,
  ...(wsname === undefined ? [] : [wsname, v2Symbol(wsname)]),
]
