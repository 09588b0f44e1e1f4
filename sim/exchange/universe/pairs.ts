/**
 * Pairs of Kraken Spot with their names, scales and minimums: every pair whose key differs from its altname, and
 * enough of the others to have each kind of precision.
 *
 * Source: the full `AssetPairs` response of September 2025 in `kraken_pairs.json` of
 * github.com/Richierichman15/finance. `scale` is published nowhere: it is the number of decimals of the pair's
 * prices in the all-pairs `Ticker` response of February 2026 in github.com/rektibus/exchange-docs.
 * `TEUR`, the pair of a one-letter asset, is as in a full response of January 2026.
 * Which fee schedule a pair has was read from a full `AssetPairs` response of January 2026. All are taken as online.
 */

/** One pair a line under named columns; `=` for an altname equal to the key; `fees` names a fee schedule. */
export const PAIR_TABLE = `
key         altname   wsname       base     quote  pair  lot  cost  scale         tick  ordermin  costmin  fees
USDTZUSD    USDTUSD   USDT/USD     USDT     ZUSD      5    8     8      8      0.00001         5      0.5  stable
XETCXETH    ETCETH    ETC/ETH      XETC     XETH      6    8     8      8     0.000001      0.24   0.0002  standard
XETCXXBT    ETCXBT    ETC/XBT      XETC     XXBT      7    8     8      8    0.0000001      0.24  0.00002  standard
XETCZEUR    ETCEUR    ETC/EUR      XETC     ZEUR      3    8     8      8        0.001      0.24     0.45  standard
XETCZUSD    ETCUSD    ETC/USD      XETC     ZUSD      3    8     8      8        0.001      0.24      0.5  standard
XETHXXBT    ETHXBT    ETH/XBT      XETH     XXBT      5    8    10      6      0.00001     0.002  0.00002  standard
XETHZCAD    ETHCAD    ETH/CAD      XETH     ZCAD      2    8     5      5         0.01     0.002        1  standard
XETHZEUR    ETHEUR    ETH/EUR      XETH     ZEUR      2    8     5      5         0.01     0.002     0.45  standard
XETHZGBP    ETHGBP    ETH/GBP      XETH     ZGBP      2    8     5      5         0.01     0.002     0.43  standard
XETHZJPY    ETHJPY    ETH/JPY      XETH     ZJPY      0    8     5      5            1     0.002       50  standard
XETHZUSD    ETHUSD    ETH/USD      XETH     ZUSD      2    8     5      5         0.01     0.002      0.5  standard
XLTCXXBT    LTCXBT    LTC/XBT      XLTC     XXBT      6    8     8      8     0.000001      0.04  0.00002  standard
XLTCZEUR    LTCEUR    LTC/EUR      XLTC     ZEUR      2    8     5      5         0.01      0.04     0.45  standard
XLTCZJPY    LTCJPY    LTC/JPY      XLTC     ZJPY      0    8     5      5            1      0.04       50  standard
XLTCZUSD    LTCUSD    LTC/USD      XLTC     ZUSD      2    8     5      5         0.01      0.04      0.5  standard
XMLNXXBT    MLNXBT    MLN/XBT      XMLN     XXBT      7    8     8      8    0.0000001       0.3  0.00002  rebate
XMLNZEUR    MLNEUR    MLN/EUR      XMLN     ZEUR      3    8     6      6        0.001       0.3     0.45  standard
XMLNZUSD    MLNUSD    MLN/USD      XMLN     ZUSD      3    8     6      6        0.001       0.3      0.5  standard
XREPZEUR    REPEUR    REP/EUR      XREP     ZEUR      3    8     5      5        0.001         5     0.45  rebate
XREPZUSD    REPUSD    REP/USD      XREP     ZUSD      3    8     5      5        0.001         5      0.5  rebate
XXBTEUROP   XBTEUROP  XBT/EUROP    XXBT     EUROP     1    8     5      5          0.1   0.00005      0.5  rebate
XXBTUSDQ    XBTUSDQ   XBT/USDQ     XXBT     USDQ      1    8     5      5          0.1   0.00005      0.5  standard
XXBTUSDR    XBTUSDR   XBT/USDR     XXBT     USDR      1    8     5      5          0.1   0.00005      0.5  standard
XXBTZCAD    XBTCAD    XBT/CAD      XXBT     ZCAD      1    8     5      5          0.1   0.00005        1  standard
XXBTZEUR    XBTEUR    XBT/EUR      XXBT     ZEUR      1    8     5      5          0.1   0.00005     0.45  standard
XXBTZGBP    XBTGBP    XBT/GBP      XXBT     ZGBP      1    8     5      5          0.1   0.00005     0.43  standard
XXBTZJPY    XBTJPY    XBT/JPY      XXBT     ZJPY      0    8     3      3            1   0.00005       50  standard
XXBTZUSD    XBTUSD    XBT/USD      XXBT     ZUSD      1    8     5      5          0.1   0.00005      0.5  standard
XXDGXXBT    XDGXBT    XDG/XBT      XXDG     XXBT      9    8     9      9  0.000000001        13  0.00002  standard
XXLMXXBT    XLMXBT    XLM/XBT      XXLM     XXBT      9    8     9      9  0.000000001        12  0.00002  standard
XXLMZEUR    XLMEUR    XLM/EUR      XXLM     ZEUR      6    8     8      8     0.000001        12     0.45  standard
XXLMZGBP    XLMGBP    XLM/GBP      XXLM     ZGBP      5    8     8      8      0.00001        12     0.43  standard
XXLMZUSD    XLMUSD    XLM/USD      XXLM     ZUSD      6    8     8      8     0.000001        12      0.5  standard
XXMRXXBT    XMRXBT    XMR/XBT      XXMR     XXBT      6    8     8      8     0.000001     0.015  0.00002  standard
XXMRZEUR    XMREUR    XMR/EUR      XXMR     ZEUR      2    8     8      8         0.01     0.015     0.45  standard
XXMRZUSD    XMRUSD    XMR/USD      XXMR     ZUSD      2    8     8      8         0.01     0.015      0.5  standard
XXRPXXBT    XRPXBT    XRP/XBT      XXRP     XXBT      8    8     9      9   0.00000001      1.65  0.00002  standard
XXRPZCAD    XRPCAD    XRP/CAD      XXRP     ZCAD      5    8     8      8      0.00001      1.65        1  standard
XXRPZEUR    XRPEUR    XRP/EUR      XXRP     ZEUR      5    8     8      8      0.00001      1.65     0.45  standard
XXRPZUSD    XRPUSD    XRP/USD      XXRP     ZUSD      5    8     8      8      0.00001      1.65      0.5  standard
XZECZEUR    ZECEUR    ZEC/EUR      XZEC     ZEUR      3    8     5      5        0.001       0.1     0.45  standard
XZECZUSD    ZECUSD    ZEC/USD      XZEC     ZUSD      2    8     5      5         0.01       0.1      0.5  standard
ZEURZUSD    EURUSD    EUR/USD      ZEUR     ZUSD      5    8     5      5      0.00001       0.5      0.5  stable
ZGBPZUSD    GBPUSD    GBP/USD      ZGBP     ZUSD      5    8     5      5      0.00001         5      0.5  stable
ZUSDZCAD    USDCAD    USD/CAD      ZUSD     ZCAD      5    8     5      5      0.00001         5        1  stable
ZUSDZJPY    USDJPY    USD/JPY      ZUSD     ZJPY      3    8     3      3        0.001         5       50  stable
XBTUSDT     =         XBT/USDT     XXBT     USDT      1    8     5      5          0.1   0.00005      0.5  standard
XBTUSDC     =         XBT/USDC     XXBT     USDC      2    8     5      5         0.01   0.00005      0.5  standard
XBTAUD      =         XBT/AUD      XXBT     ZAUD      1    8     5      5          0.1   0.00005        1  standard
XBTCHF      =         XBT/CHF      XXBT     CHF       1    8     5      5          0.1   0.00005      0.5  standard
XBTPYUSD    =         XBT/PYUSD    XXBT     PYUSD     1    8     5      5          0.1   0.00005      0.5  standard
XBTDAI      =         XBT/DAI      XXBT     DAI       1    8     5      5          0.1   0.00005      0.5  standard
ETHUSDT     =         ETH/USDT     XETH     USDT      2    8     5      5         0.01     0.002      0.5  standard
ETHUSDC     =         ETH/USDC     XETH     USDC      2    8     6      6         0.01     0.002      0.5  standard
ETHAUD      =         ETH/AUD      XETH     ZAUD      2    8     6      6         0.01     0.002        1  standard
ETHCHF      =         ETH/CHF      XETH     CHF       2    8     5      5         0.01     0.002      0.5  standard
ETHDAI      =         ETH/DAI      XETH     DAI       3    8     6      6        0.001     0.002      0.5  standard
ETHEUROP    =         ETH/EUROP    XETH     EUROP     2    8     5      5          0.1     0.002      0.5  rebate
XDGUSD      =         XDG/USD      XXDG     ZUSD      7    8     9      9    0.0000001        13      0.5  standard
XDGEUR      =         XDG/EUR      XXDG     ZEUR      7    8     9      9    0.0000001        13     0.45  standard
XDGUSDT     =         XDG/USDT     XXDG     USDT      5    8     9      9      0.00001        13      0.5  standard
SOLUSD      =         SOL/USD      SOL      ZUSD      2    8     5      5         0.01      0.02      0.5  standard
SOLEUR      =         SOL/EUR      SOL      ZEUR      2    8     5      5         0.01      0.02     0.45  standard
SOLXBT      =         SOL/XBT      SOL      XXBT      7    8     9      9    0.0000001      0.02  0.00002  standard
SOLETH      =         SOL/ETH      SOL      XETH      6    8    10     10     0.000001      0.02   0.0002  standard
SOLUSDT     =         SOL/USDT     SOL      USDT      2    8     6      6         0.01      0.02      0.5  standard
ADAUSD      =         ADA/USD      ADA      ZUSD      6    8     6      6     0.000001       4.4      0.5  standard
ADAEUR      =         ADA/EUR      ADA      ZEUR      6    8     6      6     0.000001       4.4     0.45  standard
ADAXBT      =         ADA/XBT      ADA      XXBT      8    8     9      9   0.00000001       4.4  0.00002  standard
ADAETH      =         ADA/ETH      ADA      XETH      7    8     9      9    0.0000001       4.4   0.0002  standard
DOTUSD      =         DOT/USD      DOT      ZUSD      4    8     5      5       0.0001       0.6      0.5  standard
DOTEUR      =         DOT/EUR      DOT      ZEUR      4    8     5      5       0.0001       0.6     0.45  standard
LINKUSD     =         LINK/USD     LINK     ZUSD      5    8     6      6      0.00001       0.2      0.5  standard
LINKXBT     =         LINK/XBT     LINK     XXBT      8    8     9      9   0.00000001       0.2  0.00002  standard
AVAXUSD     =         AVAX/USD     AVAX     ZUSD      2    8     5      5         0.01       0.1      0.5  standard
UNIUSD      =         UNI/USD      UNI      ZUSD      3    8     5      5        0.001       0.3      0.5  standard
AAVEUSD     =         AAVE/USD     AAVE     ZUSD      2    8     5      5         0.01     0.015      0.5  standard
AAVEETH     =         AAVE/ETH     AAVE     XETH      4    8    10      5       0.0001     0.015   0.0002  standard
ATOMUSD     =         ATOM/USD     ATOM     ZUSD      4    8     6      6       0.0001       0.5      0.5  standard
ATOMETH     =         ATOM/ETH     ATOM     XETH      6    8     8      8     0.000001       0.5   0.0002  standard
BCHUSD      =         BCH/USD      BCH      ZUSD      2    8     6      6         0.01      0.01      0.5  standard
BCHXBT      =         BCH/XBT      BCH      XXBT      6    8     8      8     0.000001      0.01  0.00002  standard
TRXUSD      =         TRX/USD      TRX      ZUSD      6    8     7      7     0.000001        15      0.5  standard
XTZUSD      =         XTZ/USD      XTZ      ZUSD      4    8     6      6       0.0001         3      0.5  standard
ALGOUSD     =         ALGO/USD     ALGO     ZUSD      5    8     6      6      0.00001        10      0.5  standard
FILUSD      =         FIL/USD      FIL      ZUSD      3    8     5      5        0.001       0.7      0.5  standard
POLUSD      =         POL/USD      POL      ZUSD      5    5     9      9      0.00001         6      0.5  standard
SHIBUSD     =         SHIB/USD     SHIB     ZUSD      8    5     5     10   0.00000001    160000      0.5  standard
PEPEUSD     =         PEPE/USD     PEPE     ZUSD      9    5     5     12  0.000000001    250000      0.5  standard
BONKUSD     =         BONK/USD     BONK     ZUSD      9    5     5     12  0.000000001    100000      0.5  standard
WIFUSD      =         WIF/USD      WIF      ZUSD      4    5     8      8       0.0001       1.5      0.5  standard
TRUMPUSD    =         TRUMP/USD    TRUMP    ZUSD      3    5     5      7        0.001       0.2      0.5  standard
FLOKIUSD    =         FLOKI/USD    FLOKI    ZUSD      8    8    11     11   0.00000001     20000      0.5  standard
DENTUSD     =         DENT/USD     DENT     ZUSD      7    8    11     11    0.0000001      3100      0.5  rebate
USDCUSD     =         USDC/USD     USDC     ZUSD      4    8     8      8       0.0001         5      0.5  stable
USDCEUR     =         USDC/EUR     USDC     ZEUR      4    8     8      8       0.0001         5     0.45  stable
USDCUSDT    =         USDC/USDT    USDC     USDT      4    8     8      8       0.0001         5      0.5  stable
USDTEUR     =         USDT/EUR     USDT     ZEUR      4    8     8      8       0.0001         5     0.45  stable
USDTJPY     =         USDT/JPY     USDT     ZJPY      3    8     6      6        0.001         5       50  stable
DAIUSD      =         DAI/USD      DAI      ZUSD      5    8     8      8      0.00001         5      0.5  stable
DAIUSDT     =         DAI/USDT     DAI      USDT      5    8     8      8      0.00001         5      0.5  stable
PYUSDUSD    =         PYUSD/USD    PYUSD    ZUSD      4    5     8      8       0.0001         5      0.5  stable
RLUSDUSD    =         RLUSD/USD    RLUSD    ZUSD      5    5     8      9      0.00001         5      0.5  stable
EURGBP      =         EUR/GBP      ZEUR     ZGBP      5    8     5      5      0.00001       0.5     0.43  stable
EURJPY      =         EUR/JPY      ZEUR     ZJPY      3    8     3      3        0.001       0.5       50  stable
EURCHF      =         EUR/CHF      ZEUR     CHF       5    8     5      5      0.00001       0.5      0.5  stable
EURCAD      =         EUR/CAD      ZEUR     ZCAD      5    8     5      5      0.00001       0.5        1  stable
EURAUD      =         EUR/AUD      ZEUR     ZAUD      5    8     5      5      0.00001       0.5        1  stable
AUDUSD      =         AUD/USD      ZAUD     ZUSD      5    8     5      5      0.00001        10      0.5  stable
AUDJPY      =         AUD/JPY      ZAUD     ZJPY      3    8     3      3        0.001        10       50  stable
USDCHF      =         USD/CHF      ZUSD     CHF       5    8     5      5      0.00001         5      0.5  stable
WBTCXBT     =         WBTC/XBT     WBTC     XXBT      5    8    10      7      0.00001   0.00005  0.00002  stable
TBTCXBT     =         TBTC/XBT     TBTC     XXBT      5    8    10      8      0.00001   0.00005  0.00002  stable-rebate
WBTCUSD     =         WBTC/USD     WBTC     ZUSD      1    8     5      5          0.1   0.00005      0.5  standard
KSMUSD      =         KSM/USD      KSM      ZUSD      2    8     5      5         0.01      0.12      0.5  standard
PAXGUSD     =         PAXG/USD     PAXG     ZUSD      2    8     6      6         0.01    0.0015      0.5  standard
BTTUSD      =         BTT/USD      BTT      ZUSD      9    5     5     10  0.000000001   3500000      0.5  rebate
MIRRORUSD   =         MIRROR/USD   MIRROR   ZUSD      5    5     5      9       0.0001       120      0.5  rebate
NPCUSD      =         NPC/USD      NPC      ZUSD      6    5     5     10      0.00001       185      0.5  rebate
JITOSOLUSD  =         JITOSOL/USD  JITOSOL  ZUSD      2    5     2      6         0.01     0.024      0.5  rebate
COMPUSD     =         COMP/USD     COMP     ZUSD      2    8     4      4         0.01      0.06      0.5  standard
XRPUSDT     =         XRP/USDT     XXRP     USDT      5    8     8      8      0.00001      1.65      0.5  standard
XRPETH      =         XRP/ETH      XXRP     XETH      7    8    10     10    0.0000001      1.65   0.0002  standard
LTCUSDT     =         LTC/USDT     XLTC     USDT      5    8     6      6      0.00001      0.04      0.5  standard
BNBUSD      =         BNB/USD      BNB      ZUSD      2    5     5      5         0.01    0.0065      0.5  standard
TONUSD      =         TON/USD      TON      ZUSD      3    5     7      7        0.001      0.75      0.5  standard
SUIUSD      =         SUI/USD      SUI      ZUSD      4    5     8      8       0.0001       0.9      0.5  standard
NEARUSD     =         NEAR/USD     NEAR     ZUSD      3    8     5      5        0.001       0.7      0.5  standard
ETHWUSD     =         ETHW/USD     ETHW     ZUSD      3    8     7      7        0.001      1.15      0.5  standard
XMRUSDT     =         XMR/USDT     XXMR     USDT      2    8     6      6         0.01     0.015      0.5  standard
TEUR        =         T/EUR        T        ZEUR      5    8     7      7      0.00001       150     0.45  standard
`
