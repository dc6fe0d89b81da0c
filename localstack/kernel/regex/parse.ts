import {
  any,
  between,
  ignoringCase,
  intersection,
  is,
  not,
  predefined,
  property,
  union,
  withinLine,
} from './character-sets.ts'
import { type CharacterSet, InvalidRegex, type Node, unsupportedRegex } from './syntax.ts'

const maxDepth = 64

const controls = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['r', 0x0d],
  ['f', 0x0c],
  ['a', 0x07],
  ['e', 0x1b],
])

/**
 * Parses a regular expression in Java's syntax:
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 * Look-around, back-references, possessive quantifiers and word boundaries are not supported.
 */
export const parseRegex = (source: string): Node => new Parser(source).parse()

class Parser {
  readonly #source: string
  #at = 0
  #depth = 0
  #flags = { ignoreCase: false, dotAll: false }

  constructor(source: string) {
    this.#source = source
  }

  parse(): Node {
    const node = this.#choice()
    if (this.#at < this.#source.length) throw new InvalidRegex("Unmatched closing ')'")
    return node
  }

  #choice(): Node {
    if (++this.#depth > maxDepth) throw unsupportedRegex('The groups are nested too deeply')
    const flags = this.#flags
    const parts = [this.#sequence()]
    while (this.#take('|')) parts.push(this.#sequence())
    this.#flags = flags
    this.#depth--
    return { kind: 'choice', parts }
  }

  #sequence(): Node {
    const parts: Node[] = []
    while (this.#at < this.#source.length && !this.#sees('|') && !this.#sees(')'))
      parts.push(this.#quantified(this.#atom()))
    return { kind: 'sequence', parts }
  }

  #quantified(part: Node): Node {
    const range = this.#quantifier()
    if (!range) return part
    if (this.#take('+')) throw unsupportedRegex('Possessive quantifiers are not supported')
    this.#take('?')
    return { kind: 'repeat', part, ...range }
  }

  #quantifier(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Infinity }
    if (this.#take('+')) return { min: 1, max: Infinity }
    if (this.#take('?')) return { min: 0, max: 1 }
    if (!this.#sees('{')) return undefined
    const [all, low, comma, high] = this.#match(/\{(\d+)(,?)(\d*)\}/y) ?? []
    if (all === undefined || (!comma && high)) throw new InvalidRegex('Illegal repetition')
    const min = Number(low)
    const max = !comma ? min : high ? Number(high) : Infinity
    if (max < min) throw new InvalidRegex('Illegal repetition range')
    return { min, max }
  }

  #atom(): Node {
    const character = this.#next()
    switch (character) {
      case '(':
        return this.#group()
      case '[':
        return this.#character(this.#class())
      case '.':
        return { kind: 'character', set: this.#flags.dotAll ? any : withinLine }
      case '^':
        return { kind: 'start' }
      case '$':
        return { kind: 'end' }
      case '\\':
        return this.#escape()
      case '*':
      case '+':
      case '?':
        throw new InvalidRegex(`Dangling meta character '${character}'`)
      case '{':
        throw new InvalidRegex('Illegal repetition')
      default:
        return this.#character(is(character.codePointAt(0)!))
    }
  }

  #group(): Node {
    if (this.#match(/\?<[A-Za-z][A-Za-z0-9]*>|\?:/y)) return this.#closed(this.#choice())
    if (!this.#take('?')) return this.#closed(this.#choice())
    const [all, flags = '', end] = this.#match(/([is]*)([:)])/y) ?? []
    if (all === undefined)
      throw unsupportedRegex('Look-around, atomic groups and other flags are not supported')
    const outer = this.#flags
    this.#flags = {
      ignoreCase: outer.ignoreCase || flags.includes('i'),
      dotAll: outer.dotAll || flags.includes('s'),
    }
    if (end === ')') return { kind: 'sequence', parts: [] }
    const inner = this.#closed(this.#choice())
    this.#flags = outer
    return inner
  }

  #closed(node: Node): Node {
    if (!this.#take(')')) throw new InvalidRegex('Unclosed group')
    return node
  }

  #escape(): Node {
    if (this.#take('A')) return { kind: 'start' }
    if (this.#take('z') || this.#take('Z')) return { kind: 'end' }
    if (this.#take('Q')) return this.#quoted()
    return this.#character(this.#escapedSet())
  }

  #quoted(): Node {
    const end = this.#source.indexOf('\\E', this.#at)
    const text = this.#source.slice(this.#at, end < 0 ? undefined : end)
    this.#at = end < 0 ? this.#source.length : end + 2
    const parts = [...text].map((character) => this.#character(is(character.codePointAt(0)!)))
    return { kind: 'sequence', parts }
  }

  #escapedSet(): CharacterSet {
    const hexadecimal = this.#match(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|x\{([0-9a-fA-F]{1,6})\}/y)
    if (hexadecimal) return is(Number.parseInt(hexadecimal.slice(1).join(''), 16))
    const named = this.#match(/([pP])(?:\{(\w+)\}|([A-Z]))/y)
    if (named) {
      const set = property(named[2] ?? named[3]!)
      return named[1] === 'P' ? not(set) : set
    }
    const character = this.#next()
    const control = controls.get(character)
    if (control !== undefined) return is(control)
    const set = predefined.get(character)
    if (set) return set
    if (/[bBGRXkNc0-9]/.test(character)) throw unsupportedRegex(`\\${character} is not supported`)
    if (/[a-zA-Z]/.test(character)) throw new InvalidRegex('Illegal/unsupported escape sequence')
    return is(character.codePointAt(0)!)
  }

  #class(): CharacterSet {
    if (++this.#depth > maxDepth) throw unsupportedRegex('The classes are nested too deeply')
    const negated = this.#take('^')
    const intersected: CharacterSet[] = []
    let united: CharacterSet[] = []
    do {
      if (this.#match(/&&/y)) {
        intersected.push(union(united))
        united = []
      } else united.push(this.#classItem())
    } while (!this.#take(']'))
    this.#depth--
    const set = intersection([...intersected, union(united)])
    return negated ? not(set) : set
  }

  #classItem(): CharacterSet {
    if (this.#take('[')) return this.#class()
    const first = this.#classCharacter()
    if (typeof first !== 'number') return first
    if (!this.#match(/-(?![\][]|&&)/y)) return is(first)
    const last = this.#classCharacter()
    if (typeof last !== 'number' || last < first) throw new InvalidRegex('Illegal character range')
    return between(first, last)
  }

  /** A single character, as its code point, or a predefined set. */
  #classCharacter(): number | CharacterSet {
    if (!this.#sees('\\')) return this.#next().codePointAt(0)!
    this.#at++
    const start = this.#at
    const set = this.#escapedSet()
    const escaped = this.#source.slice(start, this.#at)
    if (predefined.has(escaped) || /^[pP]/.test(escaped)) return set
    return codePointOf(escaped)
  }

  #character(set: CharacterSet): Node {
    return { kind: 'character', set: this.#flags.ignoreCase ? ignoringCase(set) : set }
  }

  #sees(character: string): boolean {
    return this.#source[this.#at] === character
  }

  #take(character: string): boolean {
    const found = this.#sees(character)
    if (found) this.#at++
    return found
  }

  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at
    const match = expression.exec(this.#source)
    if (match) this.#at += match[0].length
    return match
  }

  #next(): string {
    const codePoint = this.#source.codePointAt(this.#at)
    if (codePoint === undefined) throw new InvalidRegex('Unexpected end of the expression')
    const character = String.fromCodePoint(codePoint)
    this.#at += character.length
    return character
  }
}

function codePointOf(escaped: string): number {
  const hexadecimal = /^[xu]\{?([0-9a-fA-F]+)\}?$/.exec(escaped)?.[1]
  return hexadecimal === undefined
    ? (controls.get(escaped) ?? escaped.codePointAt(0)!)
    : Number.parseInt(hexadecimal, 16)
}
