/** Go's error for a text that is not a JSON object, which a task's stopped reason contains. Undefined for a JSON object. */
export function goJsonFault(text: string): string | undefined {
  try {
    return mismatch(JSON.parse(text) as unknown)
  } catch {
    return syntaxFault(text.trimStart())
  }
}

function mismatch(value: unknown): string | undefined {
  if (value === null || (typeof value === 'object' && !Array.isArray(value))) return undefined
  const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
  return `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`
}

const literals: Record<string, string> = { t: 'true', f: 'false', n: 'null' }

function syntaxFault(text: string): string {
  const literal = literals[text[0] ?? '']
  if (literal) return literalFault(text, literal)
  const number = /^-?\d+(\.\d+)?\s*/.exec(text)?.[0]
  if (number) return unexpected(text[number.length], 'after top-level value')
  return /^[{["]/.test(text)
    ? insideFault(text)
    : unexpected(text[0], 'looking for beginning of value')
}

function literalFault(text: string, literal: string): string {
  const at = [...literal].findIndex((letter, index) => text[index] !== letter)
  return at < 0
    ? unexpected(text[literal.length], 'after top-level value')
    : unexpected(text[at], `in literal ${literal} (expecting '${literal[at]}')`)
}

/** The two common faults: an unquoted key, and an unexpected end. */
const insideFault = (text: string): string => {
  const key = /^\{\s*([^"\s}])/.exec(text)?.[1]
  return key
    ? unexpected(key, 'looking for beginning of object key string')
    : unexpected(undefined, '')
}

const unexpected = (character: string | undefined, where: string) =>
  character === undefined
    ? 'unexpected end of JSON input'
    : `invalid character '${character === "'" ? "\\'" : character}' ${where}`
