/** Finds the known word that was probably meant: one that is spelt almost alike, or that starts so. */
export function nearest(written: string, known: string[]): string | undefined {
  const word = written.toLowerCase()
  const [best] = known
    .map((name) => ({ name, distance: distance(name.toLowerCase(), word) }))
    .toSorted((one, other) => one.distance - other.distance)
  if (best && best.distance <= Math.max(1, Math.floor(word.length / 4))) return best.name
  return word.length < 2 ? undefined : known.find((name) => name.toLowerCase().startsWith(word))
}

/** `did you mean server?`, or the known words if none is near. */
export const hint = (written: string, known: string[], all: string): string => {
  const near = nearest(written, known)
  return near === undefined ? `${all} ${known.join(', ')}` : `did you mean ${near}?`
}

/** The number of letters to insert, remove, replace or exchange with the next one. */
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= one.length; row++) {
    rows.push([row])
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1]
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      rows[row]![column] = Math.min(
        rows[row - 1]![column]! + 1,
        rows[row]![column - 1]! + 1,
        rows[row - 1]![column - 1]! + (same ? 0 : 1),
        swapped ? rows[row - 2]![column - 2]! + 1 : Infinity,
      )
    }
  }
  return rows[one.length]![other.length]!
}
