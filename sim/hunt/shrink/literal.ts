/** Plain data as the source text that makes it. */

/** What a program would have to say to get this value; texts in single quotes, on one line. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const fields = Object.entries(value).map(([name, field]) => `${keyText(name)}: ${literal(field)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

export const keyText = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name))

/** JSON says everything but the quotes the way a program does. */
function quoted(text: string): string {
  const inside = JSON.stringify(text).slice(1, -1)
  if (text.includes("'") && !text.includes('"')) return `"${inside}"`
  return `'${inside.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}
