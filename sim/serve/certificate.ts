/** Makes a certificate for this machine alone, that vouches for itself: for clients that insist on TLS. */
import { X509Certificate, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'

const DAYS = 30
const DAY_MILLISECONDS = 86_400_000

const NAME = 'Wavetank'
const OIDS = {
  commonName: '0603550403',
  ecdsaWithSha256: '06082a8648ce3d040302',
  subjectAltName: '0603551d11',
  basicConstraints: '0603551d13',
} as const

/** Kraken's own names as well, for whoever leads them here. */
const KRAKENS_NAMES = ['api', 'ws', 'ws-auth', 'ws-l3'].map((name) => `${name}.kraken.com`)

/** Both as PEM; from an hour before `now`, so that a clock a little behind takes it too. */
export function selfMadeCertificate(now: number, host: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(hex(OIDS.ecdsaWithSha256))
  const name = sequence(der(0x31, sequence(hex(OIDS.commonName), der(0x0c, Buffer.from(NAME)))))
  const names = [...new Set([host, 'localhost', '127.0.0.1', '::1', ...KRAKENS_NAMES])].map(alternative)
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name,
    sequence(time(now - DAY_MILLISECONDS / 24), time(now + DAYS * DAY_MILLISECONDS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        // An authority of its own: so a client can be told to trust it.
        sequence(
          hex(OIDS.basicConstraints),
          der(0x01, Buffer.from([0xff])),
          octets(sequence(der(0x01, Buffer.from([0xff])))),
        ),
        sequence(hex(OIDS.subjectAltName), octets(sequence(...names))),
      ),
    ),
  )
  const signature = createSign('sha256').update(body).sign(privateKey)
  const whole = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: new X509Certificate(whole).toString(),
  }
}

// ---- DER. Source: ITU-T X.690; RFC 5280 section 4.1.

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const bytes = [...Buffer.from(length.toString(16).padStart(8, '0'), 'hex')].slice(-byteCount(length))
  return Buffer.concat([Buffer.from(length < 0x80 ? [tag, length] : [tag, 0x80 | bytes.length, ...bytes]), content])
}

const byteCount = (length: number): number => Math.ceil(length.toString(16).length / 2)
const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts))
const octets = (content: Buffer): Buffer => der(0x04, content)

/** `260112000000Z` */
const time = (at: number): Buffer =>
  der(0x17, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))

function alternative(host: string): Buffer {
  if (isIP(host) === 4) return der(0x87, Buffer.from(host.split('.').map(Number)))
  if (isIP(host) === 6) return der(0x87, ipv6(host))
  return der(0x82, Buffer.from(host))
}

function ipv6(host: string): Buffer {
  const [before = '', after] = host.split('::')
  const groups = (text: string): readonly string[] => text.split(':').filter((group) => group !== '')
  const [left, right] = [groups(before), groups(after ?? '')]
  const middle = Array.from({ length: 8 - left.length - right.length }, () => '0')
  return hex([...left, ...middle, ...right].map((group) => group.padStart(4, '0')).join(''))
}
