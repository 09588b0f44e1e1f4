/** The signature against the vector that Kraken publishes and those computed for the protocol page. */
import { expect, test } from 'vitest'
import { apiSign } from '../../src/kraken/sign.ts'

const OUR_SECRET = Buffer.from(Array.from({ length: 64 }, (_, index) => index)).toString('base64')

const VECTORS = [
  {
    path: '/0/private/AddOrder',
    nonce: '1616492376594',
    body: 'nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25',
    secret: 'kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==',
    sign: '4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==',
  },
  {
    path: '/0/private/GetWebSocketsToken',
    nonce: '1700000000000',
    body: 'nonce=1700000000000',
    secret: OUR_SECRET,
    sign: '4e98GPq901F/0pkyR5qfeMaipPVLsFb8zulYlmy8ywEBpNgkKG7x7yqtfDOBDLZuO+K897P5JF05cQ3lZ9Bo1w==',
  },
  {
    path: '/0/private/CancelOrder',
    nonce: '1700000000002',
    body: '{"nonce":1700000000002,"txid":"OAAAAA-BBBBB-CCCCCC"}',
    secret: OUR_SECRET,
    sign: 'YNMqFHYrmqbKSaj4ggD4XYzGnFhtTO9zanZ8ZM/xWI9jg7i3dAjGoXh48O+t8j8gbwbHaRXsXV4whw/cvfsU4A==',
  },
]

test.each(VECTORS)('$path with nonce $nonce is signed as Kraken signs it', ({ sign, ...request }) => {
  expect(apiSign(request)).toBe(sign)
})

test('another nonce gives another signature', () => {
  const [vector] = VECTORS
  if (vector === undefined) throw new Error('there is a vector')
  expect(apiSign({ ...vector, nonce: '1616492376595' })).not.toBe(vector.sign)
})
