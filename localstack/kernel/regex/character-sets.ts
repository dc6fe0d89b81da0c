import { type CharacterSet, InvalidRegex, unsupportedRegex } from './syntax.ts'

export const is =
  (expected: number): CharacterSet =>
  (codePoint) =>
    codePoint === expected

export const between =
  (first: number, last: number): CharacterSet =>
  (codePoint) =>
    codePoint >= first && codePoint <= last

export const not =
  (set: CharacterSet): CharacterSet =>
  (codePoint) =>
    !set(codePoint)

export const union =
  (sets: CharacterSet[]): CharacterSet =>
  (codePoint) =>
    sets.some((set) => set(codePoint))

export const intersection =
  (sets: CharacterSet[]): CharacterSet =>
  (codePoint) =>
    sets.every((set) => set(codePoint))

export const any: CharacterSet = () => true

/** The set tested on a character and on its upper and lower case, of ASCII letters only as in Java. */
export const ignoringCase =
  (set: CharacterSet): CharacterSet =>
  (codePoint) =>
    set(codePoint) ||
    (between(0x41, 0x5a)(codePoint) && set(codePoint + 32)) ||
    (between(0x61, 0x7a)(codePoint) && set(codePoint - 32))

/** A set that JavaScript has a class for. The expression is one class, which cannot backtrack. */
const matching =
  (expression: RegExp): CharacterSet =>
  (codePoint) =>
    expression.test(String.fromCodePoint(codePoint))

const positive: Record<string, CharacterSet> = {
  d: between(0x30, 0x39),
  w: matching(/[A-Za-z0-9_]/),
  s: matching(/[ \t\n\v\f\r]/),
  h: matching(/[ \t\u00A0\u1680\u180E\u2000-\u200A\u202F\u205F\u3000]/),
  v: matching(/[\n\v\f\r\u0085\u2028\u2029]/),
}

/** The predefined classes: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html */
export const predefined = new Map<string, CharacterSet>(
  Object.entries(positive).flatMap(([letter, set]) => [
    [letter, set],
    [letter.toUpperCase(), not(set)],
  ]),
)

/** The meaning of `.` without line ends. */
export const withinLine = not(matching(/[\n\r\u0085\u2028\u2029]/))

const posix = new Map<string, CharacterSet>([
  ['Lower', matching(/[a-z]/)],
  ['Upper', matching(/[A-Z]/)],
  ['ASCII', between(0, 0x7f)],
  ['Alpha', matching(/[A-Za-z]/)],
  ['Digit', positive.d!],
  ['Alnum', matching(/[A-Za-z0-9]/)],
  ['Punct', matching(/[!-/:-@[-`{-~]/)],
  ['Graph', between(0x21, 0x7e)],
  ['Print', between(0x20, 0x7e)],
  ['Blank', matching(/[ \t]/)],
  ['Cntrl', union([between(0, 0x1f), is(0x7f)])],
  ['XDigit', matching(/[0-9A-Fa-f]/)],
  ['Space', positive.s!],
])

/** The set that `\p{name}` stands for: one of POSIX, or a Unicode category. */
export function property(name: string): CharacterSet {
  const set = posix.get(name)
  if (set) return set
  if (!/^(Is)?[A-Z][a-z]?$/.test(name)) throw unsupportedRegex(`\\p{${name}} is not supported`)
  try {
    return matching(new RegExp(`\\p{${name.replace(/^Is/, '')}}`, 'u'))
  } catch {
    throw new InvalidRegex(`Unknown character property name {${name}}`)
  }
}
