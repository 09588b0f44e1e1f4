/** The mark that keeps two kinds of string or number apart for the compiler; nothing of it exists at run time. */
declare const brand: unique symbol
export type Brand<Name extends string> = { readonly [brand]: Name }
