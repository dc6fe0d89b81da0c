import { InvalidRegex } from '../../kernel/regex/syntax.ts'
import { Regex } from '../../kernel/regex/regex.ts'

/** The characters and operators of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html */
const supported = /^(?:[\w:#=@/;,^$?[\]{}|*+.-]|\\[dDsSwW]|\\x[\da-fA-F]{2}|\\[!-/:-@[-`{-~])+$/

/** Compiles what stands between the `%` of a filter pattern; undefined when CloudWatch Logs rejects it. */
export function findFilterRegex(source: string): ((text: string) => boolean) | undefined {
  if (!supported.test(source)) return undefined
  try {
    const regex = new Regex(source, { whole: false })
    return (text) => regex.test(text)
  } catch (error) {
    if (error instanceof InvalidRegex) return undefined
    throw error
  }
}
