import { anyRun, matchesWildcard, type Token } from './wildcard.ts'

/**
 * Matches an ARN against a pattern: part by part, except that a final `*` goes past the remaining colons.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesArn(pattern: Token[], arn: string): boolean {
  if (pattern.length === 1 && pattern[0] === anyRun) return true
  const patterns = splitTokens(pattern)
  if (patterns.length < 6 && patterns.at(-1)!.at(-1) !== anyRun) return false
  const parts = splitText(arn, patterns.length)
  return (
    parts.length === patterns.length &&
    parts.every((part, i) => matchesWildcard(patterns[i]!, part))
  )
}

function splitTokens(tokens: Token[]): Token[][] {
  const parts: Token[][] = [[]]
  for (const token of tokens)
    if (token === ':' && parts.length < 6) parts.push([])
    else parts.at(-1)!.push(token)
  return parts
}

function splitText(text: string, count: number): string[] {
  const parts = text.split(':')
  return [
    ...parts.slice(0, count - 1),
    ...(parts.length < count ? [] : [parts.slice(count - 1).join(':')]),
  ]
}
