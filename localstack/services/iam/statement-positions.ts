import type { Position } from '@aws-sdk/client-iam'

/** The place of a statement in its policy's text, as the policy simulator returns it. */
export interface StatementPosition {
  StartPosition: Position
  EndPosition: Position
}

/**
 * Finds the statements of a policy: each begins after the bracket or brace before it, and ends after its own brace.
 * That is what recordings of AWS's answers have: 3:17 to 8:6 in AdministratorAccess, 1:38 in a policy on one line.
 */
export function statementPositions(text: string): StatementPosition[] {
  const positions: StatementPosition[] = []
  const add = (start: number, end: number) =>
    positions.push({ StartPosition: placeOf(text, start), EndPosition: placeOf(text, end) })
  let [depth, key, start, list] = [0, '', 0, false]
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    const end = index + token.length
    if (token.startsWith('"')) {
      if (depth === 1) key = token
    } else if (token === '{' || token === '[') {
      if (depth === 1) [start, list] = [end, token === '[']
      depth++
    } else {
      depth--
      if (key !== '"Statement"' || token !== '}' || depth !== (list ? 2 : 1)) continue
      add(start, end)
      start = end
    }
  }
  return positions
}

function placeOf(text: string, index: number): Position {
  const lines = text.slice(0, index).split('\n')
  return { Line: lines.length, Column: lines.at(-1)!.length + 1 }
}
