import { clientError } from '../errors.ts'

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size: MiB by CPU units. */
const sizes: Record<number, number[]> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16384, 1024),
  4096: steps(8192, 30720, 1024),
  8192: steps(16384, 61440, 4096),
  16384: steps(32768, 122880, 8192),
}

function steps(first: number, last: number, step: number): number[] {
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step)
}

interface FargateSize {
  cpu: string
  memory: string
}

/** Rejects a size that Fargate does not have. */
export function checkFargateSize(size: FargateSize, windows: boolean): void {
  const [cpu, memory] = [Number(size.cpu), Number(size.memory)]
  if (!sizes[cpu]?.includes(memory) || (windows && cpu < 1024)) throw noConfiguration(size)
}

export const noConfiguration = ({ cpu, memory }: FargateSize) =>
  clientError(
    `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. See the Amazon ECS documentation for the valid values.`,
  )

/** CPU units: `256`, `.25 vCPU`. */
export const cpuUnits = (text: string): string => size(text, 'cpu', /^v?cpus?$/i)

/** MiB: `512`, `0.5 GB`. */
export const memoryMiB = (text: string): string => size(text, 'memory', /^gb$/i)

function size(text: string, member: 'cpu' | 'memory', unit: RegExp): string {
  const [, number, suffix] = /^\s*(\d+|\d*\.\d+)\s*([a-zA-Z]*)\s*$/.exec(text) ?? []
  const value = Number(number) * (suffix ? 1024 : 1)
  if (
    number === undefined ||
    (suffix && !unit.test(suffix)) ||
    !Number.isInteger(value) ||
    value < 1
  )
    throw clientError(
      `Invalid '${member}' setting for task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
    )
  return String(value)
}
