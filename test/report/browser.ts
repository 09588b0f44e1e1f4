/** A real browser for the report's test, if this machine has one. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where Debian, Ubuntu and others put Chromium; another can be named in the environment. */
const PLACES = [
  process.env['WAVETANK_BROWSER'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export const browserPath = PLACES.find((place): place is string => place !== undefined && existsSync(place))

/** Chromium refuses its sandbox to root, which is who tests are in a container. */
export const startBrowser = (path: string): Promise<Browser> =>
  chromium.launch({ executablePath: path, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
