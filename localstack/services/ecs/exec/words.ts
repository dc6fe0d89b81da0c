/**
 * Splits a command into words as the agent does in a container, without a shell: quotes and backslashes as in POSIX, `#`
 * begins a comment. https://github.com/google/shlex
 * @throws Error in the agent's words
 */
export function wordsOf(command: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let rest = command
  while (rest !== '') {
    const [token, value, kind] = nextToken(rest, word !== undefined)
    rest = rest.slice(token.length)
    if (kind === 'word') word = (word ?? '') + value
    else if (word !== undefined) {
      words.push(word)
      word = undefined
    }
  }
  return word === undefined ? words : [...words, word]
}

type Token = [token: string, value: string, kind: 'word' | 'gap']

function nextToken(text: string, insideWord: boolean): Token {
  const gap = /^[ \t\r\n]+/.exec(text)?.[0] ?? (insideWord ? undefined : /^#.*/.exec(text)?.[0])
  if (gap !== undefined) return [gap, '', 'gap']
  const [quote] = text
  if (quote === "'" || quote === '"') {
    const quoted = (quote === "'" ? /^'([^']*)'/ : /^"((?:[^"\\]|\\[^])*)"/).exec(text)
    if (!quoted) throw new Error('EOF found when expecting closing quote')
    const [whole, inner = ''] = quoted
    return [whole, quote === "'" ? inner : inner.replaceAll(/\\([^])/g, '$1'), 'word']
  }
  if (quote === '\\') {
    if (text.length === 1) throw new Error('EOF found after escape character')
    return [text.slice(0, 2), text[1]!, 'word']
  }
  const [plain] = /^[^ \t\r\n'"\\]+/.exec(text) as unknown as [string]
  return [plain, plain, 'word']
}
