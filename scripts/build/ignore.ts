import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Pattern {
  matches: RegExp
  /** It begins with `!`: what matches is in the build again. */
  isException: boolean
}

/** Reads the file that ignores parts of a build context: the Dockerfile's own, or the context's. */
export function readIgnoreFile(context: string, dockerfile: string): string {
  const file = [`${dockerfile}.dockerignore`, join(context, '.dockerignore')].find(existsSync)
  return file ? readFileSync(file, 'utf8') : ''
}

/**
 * Returns a function that decides, as BuildKit does, if a path of the context is ignored. The last
 * pattern that matches the path or a folder above it decides.
 * https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function ignoresOf(text: string): (path: string) => boolean {
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap(readPattern)
  return (path) => {
    const parts = path.split('/')
    const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
    const last = patterns.findLast(({ matches }) => above.some((one) => matches.test(one)))
    return last !== undefined && !last.isException
  }
}

/** Checks if a file below an ignored folder may be in the build again. */
export const hasExceptions = (text: string): boolean => /^\s*!/m.test(text)

function readPattern(line: string): Pattern[] {
  if (line.startsWith('#')) return []
  const text = line.trim()
  const isException = text.startsWith('!')
  const pattern = cleaned(isException ? text.slice(1).trim() : text)
  return pattern === '' || pattern === '.' ? [] : [{ matches: expressionOf(pattern), isException }]
}

/** As Go's `filepath.Clean`, and relative to the context. */
function cleaned(pattern: string): string {
  const parts: string[] = []
  for (const part of pattern.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function expressionOf(pattern: string): RegExp {
  const source = pattern.replaceAll(
    /\*\*\/|\*\*|\*|\?|\\.|\[\^?[^\]]+\]|[.+^$(){}|[\]\\]/g,
    (token) => {
      if (token === '**/') return '(?:.*/)?'
      if (token === '**') return '.*'
      if (token === '*') return '[^/]*'
      if (token === '?') return '[^/]'
      const isClass = token.startsWith('[') && token.length > 1
      return isClass ? token : `\\${token.at(-1)}`
    },
  )
  return new RegExp(`^${source}$`)
}
