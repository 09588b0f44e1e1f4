/** The parts of @iarna/toml's parser that the oracle reaches into; the package types its front door only. */
declare module '@iarna/toml/lib/toml-parser.js' {
  class TomlParser {
    state: { readonly buf: string }
    parse(text: string): void
    finish(): unknown
    /** Ends the production at hand with its value. */
    returnNow(value?: unknown): unknown
    /** Takes a key of `[a.b]`. */
    parseTableMore(key: string): unknown
    /** Takes a key of `[[a.b]]`. */
    parseListMore(key: string): unknown
    /** Takes a key of `a.b = …`. */
    recordAssignKeyword(key: string): unknown
  }
  export = TomlParser
}
