/** Reads the imports of TypeScript texts, and tells every one that the layers forbid. */
import { posix } from 'node:path'
import ts from 'typescript'
import { LAYERS, PACKAGES, isIn } from './layers.ts'

/** Texts by path from the project's root. */
export type Sources = ReadonlyMap<string, string>

/** One sentence for each forbidden import, each file in no layer, and each ring of files. */
export function offences(sources: Sources): readonly string[] {
  return [...[...sources].flatMap(([path, text]) => offencesOf(path, text, sources)), ...rings(sources)]
}

function offencesOf(path: string, text: string, sources: Sources): readonly string[] {
  const layer = LAYERS.find(({ holds }) => holds.some((place) => isIn(place, path)))
  if (layer === undefined) return [`${path} is in no layer`]
  return importsIn(path, text).flatMap(({ specifier, typesOnly }) => {
    const target = fileNamed(specifier, path)
    if (target === undefined) return offenceOfPackage(path, specifier)
    if (!sources.has(target)) return [`${path} imports ${target}, which is not there`]
    if ([...layer.holds, ...layer.mayImport].some((place) => isIn(place, target))) return []
    const words = layer.mayImportTypes?.some((place) => isIn(place, target)) === true
    if (words && typesOnly) return []
    return [`${path} may not import ${words ? 'more than types from ' : ''}${target}`]
  })
}

function offenceOfPackage(path: string, specifier: string): readonly string[] {
  if (specifier.startsWith('node:')) return []
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  const places = Object.hasOwn(PACKAGES, name) ? PACKAGES[name] : undefined
  if (places === undefined) return [`${path} imports the package ${name}, which has no place`]
  return places.some((place) => isIn(place, path)) ? [] : [`${path} may not import the package ${name}`]
}

type Import = { readonly specifier: string; readonly typesOnly: boolean }

/** What a text imports or exports from, types included; dynamic imports and import types too. */
function importsIn(path: string, text: string): readonly Import[] {
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    const [specifier, typesOnly] = importOf(node)
    if (specifier !== undefined && ts.isStringLiteralLike(specifier))
      found.push({ specifier: specifier.text, typesOnly })
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest))
  return found
}

function importOf(node: ts.Node): readonly [specifier: ts.Node | undefined, typesOnly: boolean] {
  if (ts.isImportDeclaration(node)) {
    return [node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword]
  }
  if (ts.isExportDeclaration(node)) return [node.moduleSpecifier, node.isTypeOnly]
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return [node.argument.literal, true]
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return [node.arguments[0], false]
  return [undefined, false]
}

/** The path a relative specifier names, from the project's root; undefined for a package. */
const fileNamed = (specifier: string, from: string): string | undefined =>
  specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined

/** Files that import each other around, told once for each ring met. */
function rings(sources: Sources): readonly string[] {
  const found: string[] = []
  const done = new Set<string>()
  const way: string[] = []
  const walk = (path: string): void => {
    if (way.includes(path)) found.push([...way.slice(way.indexOf(path)), path].join(' imports '))
    const text = sources.get(path)
    if (done.has(path) || text === undefined) return
    done.add(path)
    way.push(path)
    for (const { specifier } of importsIn(path, text)) {
      const target = fileNamed(specifier, path)
      if (target !== undefined) walk(target)
    }
    way.pop()
  }
  for (const path of sources.keys()) walk(path)
  return found
}
