import type { Mapping } from '../model.ts'

/** Rejects an unknown input, because it might change what happens. */
export function onlyKnown(action: string, inputs: Mapping, known: string[]): void {
  const stray = Object.keys(inputs).find((name) => !known.includes(name))
  if (stray)
    throw new Error(
      `the input \`${stray}\` of ${action} cannot be rehearsed; known are ${known.join(', ')}`,
    )
}
