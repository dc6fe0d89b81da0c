const patterns = new Map<string, RegExp>()

/** The model's patterns are Java's and match the whole value; `\\p{Print}` is the one class JavaScript lacks. */
export function patternOf(pattern: string): RegExp {
  let compiled = patterns.get(pattern)
  if (!compiled) {
    const source = linear.get(pattern) ?? pattern.replaceAll('\\p{Print}', '[\\x20-\\x7E]')
    const whole = `^(?:${source})$`
    compiled = /\\[pP]\{|\\uD800/.test(whole) ? new RegExp(whole, 'u') : new RegExp(whole)
    patterns.set(pattern, compiled)
  }
  return compiled
}

/** Patterns whose time to fail grows faster than the value, and equal ones whose does not. */
const linear = new Map([
  ['^[a-z0-9*](?:[._\\-/a-z0-9*]?[a-z0-9*]+)*$', '[a-z0-9*]+(?:[._\\-/][a-z0-9*]+)*'],
  [
    '(?!((^[ ]+.*)|(.*([\\u0000-\\u001f]|[\\u007f-\\u009f]|[:/|])+.*)|(.*[ ]+$))).+',
    '(?! )[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029:/|]+(?<! )',
  ],
])
