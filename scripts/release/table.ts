import { stripVTControlCharacters } from 'node:util'

export interface TableOptions {
  /** The width of the terminal. */
  columns?: number | undefined
  /** Before the last column where it has a line of its own. */
  indent?: string
}

/**
 * Aligns the columns of rows, and returns the lines of each row. If a row is wider than the
 * terminal, the last column moves to a line of its own.
 */
export function alignRows(
  rows: string[][],
  { columns = Infinity, indent = '  ' }: TableOptions = {},
): string[][] {
  const wide = aligned(rows)
  if (wide.every((line) => widthOf(line) <= columns)) return wide.map((line) => [line])
  return aligned(rows.map((row) => row.slice(0, -1))).map((line, index) => {
    const last = rows[index]!.at(-1)!
    return last ? [line, indent + last] : [line]
  })
}

function aligned(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column]!))))
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(widths![column]! - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  )
}

/** Colors take no room. */
const widthOf = (text: string) => stripVTControlCharacters(text).length
