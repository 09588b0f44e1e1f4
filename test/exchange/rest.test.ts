/** Signatures, nonces, permissions of shape, and the public tables over REST. */
import { describe, expect, it } from 'vitest'
import { createKeyring, signatureOf } from '../../sim/exchange/rest/auth.ts'
import { Kraken, START, TRADER } from './kraken.ts'

const OWN_SECRET = Buffer.from(Array.from({ length: 64 }, (_, byte) => byte)).toString('base64')
const PUBLISHED_SECRET = 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=='
/** The first is Kraken's published one; the rest were computed elsewhere. Source: protocol 1.3. */
const VECTORS = [
  {
    secret: PUBLISHED_SECRET,
    path: '/0/private/AddOrder',
    nonce: '1616492376594',
    body: 'nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25',
    signature: '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==',
  },
  {
    secret: OWN_SECRET,
    path: '/0/private/GetWebSocketsToken',
    nonce: '1700000000000',
    body: 'nonce=1700000000000',
    signature: '4e98GPq901F/0pkyR5qfeMaipPVLsFb8zulYlmy8ywEBpNgkKG7x7yqtfDOBDLZuO+K897P5JF05cQ3lZ9Bo1w==',
  },
  {
    secret: OWN_SECRET,
    path: '/0/private/AddOrder',
    nonce: '1700000000001',
    body: 'nonce=1700000000001&pair=XXBTZUSD&type=buy&ordertype=limit&price=-5%25&volume=0.01',
    signature: 'j5ArVBkH/MG1078lPWet9/gZGMew+qB+1RilhQvG33gXvvZ1Kp/PW5J+oIUTvALHbI+vkT4CPiCRYQ1b/MaObA==',
  },
  {
    secret: OWN_SECRET,
    path: '/0/private/CancelOrder',
    nonce: '1700000000002',
    body: '{"nonce":1700000000002,"txid":"OAAAAA-BBBBB-CCCCCC"}',
    signature: 'YNMqFHYrmqbKSaj4ggD4XYzGnFhtTO9zanZ8ZM/xWI9jg7i3dAjGoXh48O+t8j8gbwbHaRXsXV4whw/cvfsU4A==',
  },
  {
    secret: OWN_SECRET,
    path: '/0/private/AddOrder',
    nonce: '1700000000003',
    body: 'nonce=1700000000003&pair=XXBTZUSD&type=sell&ordertype=trailing-stop&price=%2B1.5%25&volume=0.01',
    signature: 'YV2+iG+mm0ev+OSVEFkh215FXGV/F+Sbu1XmJ3+40sLotQKS2wUV1eF4hzm79NhvNTi2Bhi2c3xOycqT/kNIGg==',
  },
]

describe('signatures', () => {
  it.each(VECTORS)('agree with the known one of $path at $nonce', ({ secret, path, nonce, body, signature }) => {
    expect(signatureOf({ secret: Buffer.from(secret, 'base64'), path, nonce, body })).toBe(signature)
  })

  it.each(VECTORS)('open $path at $nonce, once', ({ secret, path, nonce, body, signature }) => {
    const keyring = createKeyring([{ name: 'trader', keys: [{ key: 'K', secret }], funds: {} }])
    const headers = new Map([
      ['api-key', 'K'],
      ['api-sign', signature],
    ])
    expect(keyring.identify(START, { path, headers, body: `${body} `, nonce })).toEqual({
      ok: false,
      error: 'EAPI:Invalid signature',
    })
    expect(keyring.identify(START, { path, headers, body, nonce })).toEqual({
      ok: true,
      value: { account: 'trader', key: 'K' },
    })
    expect(keyring.identify(START, { path, headers, body, nonce })).toEqual({ ok: false, error: 'EAPI:Invalid nonce' })
  })
})

const [{ key, secret }] = TRADER.keys as [{ key: string; secret: string }]
const signed = (nonce: string, body = `nonce=${nonce}`) => ({
  method: 'POST' as const,
  headers: {
    'api-KEY': key,
    'API-SIGN': signatureOf({ secret: Buffer.from(secret, 'base64'), path: '/0/private/Balance', nonce, body }),
  },
  body,
})
const errorOf = (text: string): unknown => (JSON.parse(text) as { error: unknown }).error

describe('a private call', () => {
  it('takes header names in any case', () => {
    expect(errorOf(new Kraken().http('/0/private/Balance', signed('5')))).toEqual([])
  })

  it('wants nonces that strictly rise, gaps allowed', () => {
    const kraken = new Kraken()
    const errors = ['10', '10', '9', '11', '18446744073709551615', '18446744073709551616'].map((nonce) =>
      errorOf(kraken.http('/0/private/Balance', signed(nonce))),
    )
    const refused = ['EAPI:Invalid nonce']
    expect(errors).toEqual([[], refused, refused, [], [], refused])
  })

  it('counts nonces for each key by itself and not for bad signatures', () => {
    const kraken = new Kraken()
    const bad = { ...signed('100'), body: 'nonce=100&x=1' }
    expect(errorOf(kraken.http('/0/private/Balance', bad))).toEqual(['EAPI:Invalid signature'])
    expect(errorOf(kraken.http('/0/private/Balance', signed('5')))).toEqual([])
  })

  it('is refused without a known key, without a nonce, and by GET', () => {
    const kraken = new Kraken()
    expect(kraken.post('Balance', {}, 'nobody').error).toEqual(['EAPI:Invalid key'])
    expect(errorOf(kraken.http('/0/private/Balance', { ...signed('5'), headers: {} }))).toEqual(['EAPI:Invalid key'])
    expect(errorOf(kraken.http('/0/private/Balance', { ...signed('5'), body: '' }))).toEqual(['EAPI:Invalid nonce'])
    expect(errorOf(kraken.http('/0/private/Balance', { ...signed('6'), method: 'GET' }))).toEqual(['EAPI:Bad request'])
  })

  it('takes JSON bodies, signed as they are on the wire', () => {
    const request = signed('7', '{"nonce":7}')
    const headers = { ...request.headers, 'Content-Type': 'application/json' }
    expect(errorOf(new Kraken().http('/0/private/Balance', { ...request, headers }))).toEqual([])
  })

  it.each([
    '/0/private/Nothing',
    '/0/public/Nothing',
    '/0/public/Balance',
    '/1/public/Time',
    '/',
    '/0/public/toString',
  ])('to %s names no method', (path) => expect(errorOf(new Kraken().http(path))).toEqual(['EGeneral:Unknown method']))
})

describe('public endpoints', () => {
  it('Time is in seconds, with a year of two digits', () => {
    expect(new Kraken().http('/0/public/Time')).toBe(
      '{"error":[],"result":{"unixtime":1700000000,"rfc1123":"Tue, 14 Nov 23 22:13:20 +0000"}}',
    )
  })

  it('SystemStatus tells the mode', () => {
    const kraken = new Kraken()
    kraken.operator({ kind: 'go', mode: 'post_only' })
    expect(kraken.get('/0/public/SystemStatus').result).toEqual({
      status: 'post_only',
      timestamp: '2023-11-14T22:13:20Z',
    })
  })

  it('Assets finds by any name and prints numbers from their text', () => {
    const kraken = new Kraken()
    expect(kraken.http('/0/public/Assets?asset=XBT,ZEUR')).toBe(
      '{"error":[],"result":{"XXBT":{"aclass":"currency","altname":"XBT","decimals":10,"display_decimals":5,' +
        '"collateral_value":0.99,"status":"enabled","margin_rate":"0.01"},' +
        '"ZEUR":{"aclass":"currency","altname":"EUR","decimals":4,"display_decimals":2,' +
        '"collateral_value":1,"status":"enabled","margin_rate":"0.02"}}}',
    )
    expect(kraken.get('/0/public/Assets?asset=XBT,NOPE').error).toEqual(['EQuery:Unknown asset'])
  })

  it.each(['XXMRZEUR', 'XMREUR', 'XMR/EUR', 'xmreur'])(
    'AssetPairs finds %s and answers by key, or by slash',
    (name) => {
      const answer = new Kraken().get(`/0/public/AssetPairs?pair=${encodeURIComponent(name)}`).result
      const result = { XXMRZEUR: (answer as Record<string, unknown>)[name.includes('/') ? name : 'XXMRZEUR'] }
      expect(result).toMatchObject({
        XXMRZEUR: { altname: 'XMREUR', wsname: 'XMR/EUR', pair_decimals: 2, tick_size: '0.01', costmin: '0.45' },
      })
      expect(result).toHaveProperty('XXMRZEUR.fees_maker.0', [0, 0.25])
    },
  )

  it('AssetPairs refuses a name it does not know', () => {
    expect(new Kraken().get('/0/public/AssetPairs?pair=XMREUR,NOPE').error).toEqual(['EQuery:Unknown asset pair'])
  })

  it('AssetPairs serves changed, added and removed fields where it is told to', () => {
    const served = { XXMRZEUR: { tick_size: undefined, pair_decimals: 3, status: 'cancel_only', extra: 'x' } }
    const kraken = new Kraken({ served })
    const pairs = kraken.get('/0/public/AssetPairs').result as Record<string, Record<string, unknown>>
    expect(pairs['XXMRZEUR']).toMatchObject({ pair_decimals: 3, status: 'cancel_only', extra: 'x', altname: 'XMREUR' })
    expect(pairs['XXMRZEUR']).not.toHaveProperty('tick_size')
    expect(pairs['XXMRZUSD']).toHaveProperty('tick_size')
  })
})
