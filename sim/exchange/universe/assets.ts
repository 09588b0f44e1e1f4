/**
 * Assets of Kraken Spot as the `Assets` endpoint described them in February 2026, all of them enabled currencies.
 * Source: the live response pasted in `kraken/kraken spot rest api.md` of github.com/rektibus/exchange-docs.
 */

/** One asset a line under named columns; `=` for an altname equal to the id, `-` for a field that is not served. */
export const ASSET_TABLE = `
id        altname  decimals  display  collateral  margin
KFEE      FEE             2        2           -       -
XETC      ETC            10        5           -    0.02
XETH      ETH            10        5        0.99    0.02
XLTC      LTC            10        5       0.925    0.02
XMLN      MLN            10        5           -       -
XREP      REP            10        5           -    0.02
XXBT      XBT            10        5        0.99    0.01
XXDG      XDG             8        2       0.925    0.02
XXLM      XLM             8        5         0.9    0.02
XXMR      XMR            10        5           -   0.024
XXRP      XRP             8        5        0.95   0.025
XZEC      ZEC            10        5           -    0.02
ZARS      ARS             4        2           -       0
ZAUD      AUD             4        2           1    0.02
ZCAD      CAD             4        2           1    0.02
ZCOP      COP             4        2           -       0
ZEUR      EUR             4        2           1    0.02
ZGBP      GBP             4        2           1    0.02
ZJPY      JPY             2        0           -    0.02
ZMXN      MXN             4        2           -       0
ZUSD      USD             4        2           1   0.025
USDT      =               8        4       0.995    0.02
USDC      =               8        4       0.995    0.02
DAI       =              10        5         0.9    0.02
PYUSD     =               8        4           -       -
RLUSD     =               8        4           -       0
USDG      =               8        4        0.99       0
EURT      =               8        4           -       -
EURC      =               6        4        0.99    0.02
CHF       =               4        2           1    0.02
AED       =               4        2           -       -
BCH       =              10        5           -    0.02
SOL       =              10        5       0.925    0.03
ADA       =               8        6       0.925   0.024
DOT       =              10        8       0.925   0.025
AVAX      =              10        5         0.9    0.02
LINK      =              10        5         0.9   0.025
UNI       =              10        5         0.9    0.02
AAVE      =              10        5         0.8    0.02
ATOM      =               8        6         0.9    0.02
ALGO      =               8        5         0.9    0.02
FIL       =              10        6         0.8    0.02
TRX       =               8        6         0.9    0.02
XTZ       =               8        6         0.8    0.02
KSM       =              10        8         0.8    0.02
SHIB      =               5        0         0.8    0.02
PEPE      =               2        0         0.8    0.02
BONK      =               2        0           -    0.02
WIF       =               5        3         0.8    0.02
TRUMP     =               6        4           -    0.02
FLOKI     =               3        1           -    0.02
MATIC     =              10        5           -    0.02
POL       =              10        5           -    0.02
SUI       =               5        3         0.8   0.022
NEAR      =               8        5         0.8   0.029
TON       =               6        4           -    0.02
APT       =               6        4           -    0.02
ARB       =               5        3         0.9    0.02
OP        =               6        4           -    0.02
INJ       =              10        5         0.8    0.02
TIA       =               6        4         0.9    0.02
SEI       =               4        2         0.9    0.02
GRT       =              10        5         0.8    0.02
SAND      =              10        5           -    0.02
MANA      =              10        5         0.8    0.02
CRV       =              10        5         0.9    0.02
COMP      =              10        5           -    0.02
MKR       =              10        5           -       -
SNX       =              10        5           -   0.035
YFI       =              10        5           -    0.02
WBTC      =              10        5           -       -
TBTC      =              10        5           -       -
PAXG      =              10        5        0.97    0.02
XAUT      =               9        7           -    0.02
ETHW      =               7        5           -       -
BTT       =               1        1           -       -
DENT      =              10        5           -       -
JITOSOL   =               8        6           -       0
MSOL      =              10        5           -       -
LSSOL     =               8        6           -       0
BNB       =               8        5           -    0.02
HYPE      =               7        5           -    0.02
ICP       =               8        5           -    0.02
EOS       =              10        5           -    0.02
BAT       =              10        5           -    0.02
DASH      =              10        5           -    0.02
ENJ       =              10        5           -       -
1INCH     =              10        5           -       -
APE       =              10        5           -    0.02
AXS       =              10        5           -    0.04
GALA      =              10        5           -    0.02
LUNA      =               8        5           -       -
LUNA2     =               8        5           -       -
ETH2      =              10        5           -       -
ETH2.S    =              10        5           -       -
ADA.S     =               8        6           -       -
AED.HOLD  =               4        2           -       -
ALGO.S    =               8        5           -       -
ATOM.S    =               8        6           -       -
ATOM21.S  =               8        6           -       -
AUD.HOLD  =               4        2           -       -
CAD.HOLD  =               4        2           -       -
CHF.HOLD  =               4        2           -       -
DOT.P     =              10        8           -       -
DOT.S     =              10        8           -       -
DOT28.S   =              10        8           -       -
EUR.HOLD  =               4        2           -       -
EUR.M     =               4        4           -       -
`

/**
 * Assets that the pair table trades and the response above does not list. Their decimals are assumed. EUROP, USDQ
 * and USDR are stablecoins, and USDT, USDC, PYUSD, RLUSD and USDG all have 8 and 4. MIRROR and NPC cost a few cents,
 * judging by their order minimums (120 and 185 for some five dollars); SEI, the nearest in price, has 4 and 2.
 */
export const ASSUMED_ASSET_TABLE = `
id      altname  decimals  display  collateral  margin
EUROP   =               8        4           -       -
USDQ    =               8        4           -       -
USDR    =               8        4           -       -
MIRROR  =               4        2           -       -
NPC     =               4        2           -       -
T       =              10        5           -       -
`

/**
 * Forms in which an asset is staked or earns. They are seen as keys of `Balance`, not all of them in `Assets`; each is
 * taken to have the decimals of its asset. Source of the names: protocol 8.1.
 */
export const EARN_ASSET_TABLE = `
id      altname  decimals  display  collateral  margin
XBT.F   =              10        5           -       -
XBT.M   =              10        5           -       -
XBT.B   =              10        5           -       -
ETH.F   =              10        5           -       -
ETH.B   =              10        5           -       -
XMR.F   =              10        5           -       -
DOT.F   =              10        8           -       -
SOL.F   =              10        5           -       -
SOL03.S =              10        5           -       -
USD.M   =               4        4           -       -
USDC.M  =               8        4           -       -
`
