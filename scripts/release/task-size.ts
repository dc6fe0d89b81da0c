/** CPU units: `256`, or `.25 vCPU`. */
export const cpuUnits = (text: string | undefined) => unitsIn(text, /vcpus?$/i)

/** MiB: `512`, or `0.5 GB`. */
export const memoryUnits = (text: string | undefined) => unitsIn(text, /gb$/i)

function unitsIn(text: string | undefined, unit: RegExp): number | undefined {
  const number = Number(text?.trim().replace(unit, '').trim() || Number.NaN)
  if (Number.isNaN(number)) return undefined
  return unit.test(text!.trim()) ? number * 1024 : number
}
