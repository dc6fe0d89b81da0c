import { notImplemented } from '../../kernel/errors.ts'
import { invalidLogsParameter } from './errors.ts'
import { literalOf } from './event.ts'
import { findFilterRegex } from './filter-regex.ts'
import { findJsonTest } from './json-filter-pattern.ts'

type Test = (message: string) => boolean

export interface Pattern {
  matches: Test
  /** Every line of an event that matches holds these bytes. */
  literal?: Buffer | undefined
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html: words, phrases, `?any`, `-none`, `%regex%` and `{ $.json = … }`. */
export function compilePattern(pattern: string | undefined): Pattern {
  const text = pattern?.trim() ?? ''
  if (text.startsWith('[')) throw notImplemented('space-delimited filter patterns')
  const invalid = () => invalidLogsParameter(`Invalid filter pattern: ${text}`)
  if (text.startsWith('{')) {
    const matches = findJsonTest(text)
    if (!matches) throw invalid()
    return { matches }
  }
  const terms = [...text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|(\S+))/g)].map(
    ([, sign, phrase, regex, word]) => {
      const part = phrase?.replace(/\\(.)/g, '$1') ?? word
      const test = regex === undefined ? contains(part!) : findFilterRegex(regex)
      if (!test) throw invalid()
      return { sign, part, test }
    },
  )
  const any = terms.filter(({ sign }) => sign === '?')
  const all = terms.filter(({ sign }) => sign === '')
  const none = terms.filter(({ sign }) => sign === '-')
  const longest = all
    .map(({ part = '' }) => part)
    .reduce((best, part) => (part.length > best.length ? part : best), '')
  return {
    literal: longest ? literalOf(longest) : undefined,
    matches: (message) =>
      all.every(({ test }) => test(message)) &&
      none.every(({ test }) => !test(message)) &&
      (any.length === 0 || all.length > 0 || any.some(({ test }) => test(message))),
  }
}

const contains =
  (part: string): Test =>
  (message) =>
    message.includes(part)
