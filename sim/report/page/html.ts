/** The page as one file: styles, program and data in it, and nothing fetched from anywhere. */
import type { Page } from './shape.ts'

export function htmlOf(page: Page, { styles, program }: { readonly styles: string; readonly program: string }): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>${escaped(`${page.head.title}: ${page.head.verdict}`)}</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
<style>
${styles}</style>
</head>
<body>
<header id="top">
  <div id="brand">${MARK}<span>wavetank</span></div>
  <div id="titles"><div id="headline"></div><div id="facts"></div></div>
  <div id="buttons"></div>
</header>
<div id="violations"></div>
<div id="fate" hidden></div>
<nav id="tools">
  <div id="orders"></div>
  <div id="filters"></div>
  <div id="count"></div>
  <div id="search-box"></div>
</nav>
<main>
  <div id="stage" role="grid" aria-label="what happened, by place and time"><div id="heads"></div><div id="canvas"></div></div>
  <div id="overview" aria-hidden="true"></div>
  <aside id="inspector" aria-label="the row looked at"></aside>
</main>
<div id="card" hidden></div>
<div id="help" hidden></div>
<noscript>This report draws its lanes with a script; the trace it was made of is plain text.</noscript>
<script type="application/json" id="data">${scriptSafe(JSON.stringify(page))}</script>
<script>
${program.replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`
}

/** A wave in a tank. */
const MARK =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 5v14h18V5" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"/><path d="M3 12c2.2-3.4 4.2-3.4 6 0s3.8 3.4 6 0 4-3 6-.4" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/></svg>'
const ICON = MARK.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ').replaceAll('currentColor', '#0b7285')

/** A script's text ends at its end tag, wherever that stands. */
const scriptSafe = (json: string): string => json.replaceAll('<', '\\u003c')
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
