/** Right and doctored runs for the invariants of positions as told and as written. */
import { type RunBuilder, XMRUSD } from '../run-builder.ts'
import { all, bought, boughtTwo, closedAgain, transferred, writingPositions } from '../runs.ts'
import type { Case } from './case.ts'

const SHELF = '[binance.shelf.btcusdt]\nsize = 0.10\nppu = 41000.5\n'
const OTHERS = `${SHELF}\n[kraken.margin.xmreur]\nsize = 3\nclears = [{ tid = "T1" }]\n`
const OWN = '[kraken.spot."xmreur.kraken"]\nsize = 2.0\nppu = 150.25\n'
const OLDER = '[pps.kraken.spot."xmreur.kraken"]\nsize = 2.0\nppu = 150.25\n'
const writes =
  (text: string) =>
  (run: RunBuilder): RunBuilder =>
    run.note({ kind: 'file-written', file: 'positions', text })

export const positionsCases: readonly Case[] = [
  {
    claim: 'told positions equal the exact recomputation',
    holds: [bought(), transferred(), closedAgain('0', '0')],
    fires: [
      [bought().tellsPosition('2', '150.26'), 'xmreur.kraken of spot was told as 2 @ 150.26, and it is 2 @ 150.25'],
      [closedAgain('2', '150.25'), 'xmreur.kraken of spot was told as 2 @ 150.25, and it is nothing'],
      [
        transferred().tellsPosition('5.9999', '42.928571428571428571429'),
        'xmreur.kraken of spot was told as 5.9999 @ 42.928571428571428571429, and it is 5.9999 @ 42.9285714285714285714286',
      ],
      [
        bought()
          .order('O9', { volume: '1', pair: XMRUSD })
          .trade('T2', { ...all('O9', '1'), pair: XMRUSD, feeAsset: 'ZUSD' }),
        'xmrusd.kraken was never told, and it is 1 @ 149.7',
      ],
    ],
  },
  {
    claim: 'pps.toml is whole at every moment',
    holds: [bought()],
    fires: [
      [
        bought().with(writingPositions((text) => text.slice(0, -1))),
        'pps.toml cannot be read: Invalid character, expected whitespace, comma (,) or close bracket (])',
      ],
      [
        bought().with(writingPositions(() => '[kraken.spot."xmreur.kraken"]\nsize = 1.0')),
        'pps.toml cannot be read: xmreur.kraken has no plain decimal as size and ppu',
      ],
    ],
  },
  {
    claim: 'whoever ends as asked leaves in pps.toml what was told',
    holds: [
      bought().savesPositions().ended('exited'),
      bought()
        .savesPositions()
        .tellsPosition('0', '0')
        .ended('crashed')
        .started()
        .tellsPosition('2', '150.25')
        .savesPositions()
        .ended('exited'),
      closedAgain('0', '0').ended('exited'),
    ],
    fires: [
      [bought().ended('exited'), 'xmreur.kraken was told as 2, and the broker ended with 0 in pps.toml'],
      [
        bought().savesPositions().tellsPosition('3', '150').ended('exited'),
        'xmreur.kraken was told as 3, and the broker ended with 2 in pps.toml',
      ],
    ],
  },
  {
    claim: 'what others have in pps.toml stays as it is',
    holds: [
      bought()
        .findsPositions(OTHERS)
        .with(writes(`${OTHERS}\n${OWN}`)),
      // In another order.
      bought()
        .findsPositions(OTHERS)
        .with(writes(`${OWN}\n# once more\n${OTHERS}`)),
      // What somebody writes later counts.
      bought().findsPositions(OTHERS).findsPositions(SHELF).with(writes(SHELF)),
      // The account's own is not others'.
      bought().findsPositions(`${OWN}\n${SHELF}`).with(writes(SHELF)),
    ],
    fires: [
      [
        bought().findsPositions(OTHERS).with(writes(OWN)),
        'binance.shelf.btcusdt was {size = 0.10, ppu = 41000.5} in pps.toml, and is nothing',
        'kraken.margin.xmreur was {size = 3, clears = [{tid = "T1"}]} in pps.toml, and is nothing',
      ],
      [
        bought()
          .findsPositions(OTHERS)
          .with(writes(OTHERS.replace('0.10', '0.1'))),
        'binance.shelf.btcusdt was {size = 0.10, ppu = 41000.5} in pps.toml, and is {size = 0.1, ppu = 41000.5}',
      ],
    ],
  },
  {
    claim: 'positions of an older layout do not stay beside those of today',
    holds: [
      bought().findsPositions(OLDER).with(writes(OWN)),
      bought().findsPositions(OLDER).with(writes('[pps.kraken.margin.xmreur]\nsize = 1')),
    ],
    fires: [
      [
        bought()
          .findsPositions(OLDER)
          .with(writes(`${OLDER}\n${OWN}`)),
        '[pps.kraken.spot] stays in pps.toml, which somebody else may read it from',
      ],
    ],
  },
  {
    claim: 'pps.toml equals the exact recomputation to the last digit',
    holds: [
      bought(),
      transferred(),
      bought().ended('exited'),
      bought().trade('T2', all('O1', '1')).ended('exited'),
      closedAgain('0', '0').with(writingPositions(() => '# nothing is open\n')),
    ],
    fires: [
      [
        bought().with(writingPositions(() => undefined)),
        'xmreur.kraken is nothing in pps.toml, and should be 2 @ 150.25',
      ],
      [closedAgain('0', '0'), 'xmreur.kraken is 2 @ 150.25 in pps.toml, and should be nothing'],
      [
        bought().with(writingPositions((text) => text.replace('size = 2.0\n', 'size = 2.00000001\n'))),
        'xmreur.kraken has size 2.00000001 in pps.toml, and should have 2',
      ],
      [
        transferred().with(
          writingPositions((text) =>
            text.replace('ppu = 42.9285714285714285714286\n', 'ppu = 42.9285714285714285714285\n'),
          ),
        ),
        'xmreur.kraken has ppu 42.9285714285714285714285 in pps.toml, and should have 42.9285714285714285714286',
      ],
      [
        bought().with(writingPositions((text) => text.replace('lot_tick_size = 0.00000001', 'lot_tick_size = 0.0'))),
        'xmreur.kraken has lot_tick_size 0 in pps.toml, and should have 0.00000001',
      ],
      [
        bought().with(writingPositions((text) => text.replace('price_tick_size = 0.01\n', ''))),
        'xmreur.kraken has price_tick_size nothing in pps.toml, and should have 0.01',
      ],
      [
        bought().with(writingPositions((text) => text.replace('"xmreur"', '"xmr"').replace(/asset_type.*\n/, ''))),
        'xmreur.kraken has bsuid xmr in pps.toml, and should have xmreur',
        'xmreur.kraken has asset_type nothing in pps.toml, and should have a name',
      ],
      [
        bought().writesPosition({ size: '2.0', ppu: '150.25', clears: [boughtTwo, { ...boughtTwo, tid: 'T9' }] }),
        'clear 2 of xmreur.kraken is T9 in pps.toml, and should be none',
      ],
      [
        transferred().with(writingPositions((text) => text.replace('"T1"', '"L3"').replace(/"L3"(?!.*"L3")/, '"T1"'))),
        'clear 2 of xmreur.kraken is L3 in pps.toml, and should be T1',
      ],
      [
        bought().writesPosition({ size: '2.0', ppu: '150.25', clears: [] }),
        'clear 1 of xmreur.kraken is missing in pps.toml, and should be T1',
      ],
      [
        bought().writesPosition({
          size: '2.0',
          ppu: '150.25',
          clears: [{ ...boughtTwo, accum_size: '1.0', ppu: '150.0', cost: '0.5' }],
        }),
        'clear T1 of xmreur.kraken: accum_size is 1, and should be 2',
        'clear T1 of xmreur.kraken: cost is 0.5, and should be 0.75',
        'clear T1 of xmreur.kraken: ppu is 150, and should be 150.25',
      ],
      [
        bought().with(writingPositions((text) => text.replace(/dt = "[^"]*"/, 'dt = "2023-11-14T22:13:22+00:00"'))),
        'clear T1 of xmreur.kraken: dt is 2023-11-14T22:13:22+00:00, and should be 2023-11-14T22:13:22.000000+00:00',
      ],
      [
        transferred().with(writingPositions((text) => text.replace(', etype = "transfer"', ''))),
        'clear L1 of xmreur.kraken: only the clear of a transfer has etype transfer',
      ],
    ],
  },
]
