import type { Mapping } from '../model.ts'

/** An input that a stand-in does not know might change what happens, so it is named. */
export function onlyKnown(action: string, inputs: Mapping, known: string[]): void {
  const stray = Object.keys(inputs).find((name) => !known.includes(name))
  if (stray)
    throw new Error(
      `the input \`${stray}\` of ${action} cannot be rehearsed; known are ${known.join(', ')}`,
    )
}
