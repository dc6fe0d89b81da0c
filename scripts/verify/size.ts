import type { ServiceFiles } from './files.ts'
import { cpuUnits, memoryUnits } from '../release/task-size.ts'
import { fail, type Finding, fine } from './finding.ts'

const steps = (first: number, last: number, step: number): number[] =>
  Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step)

/** MiB by CPU units: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size */
const sizes: Record<number, number[]> = {
  256: [512, 1024, 2048],
  512: steps(1024, 4096, 1024),
  1024: steps(2048, 8192, 1024),
  2048: steps(4096, 16_384, 1024),
  4096: steps(8192, 30_720, 1024),
  8192: steps(16_384, 61_440, 4096),
  16384: steps(32_768, 122_880, 8192),
}

/** Checks that Fargate has tasks of this size. Values of larger sizes, which AWS may add, are left to ECS. */
export function checkSize({ service, task }: Pick<ServiceFiles, 'service' | 'task'>): Finding[] {
  if (!task?.requiresCompatibilities?.includes('FARGATE')) return []
  const [cpu, memory] = [cpuUnits(task.cpu), memoryUnits(task.memory)]
  const options = cpu === undefined ? undefined : sizes[cpu]
  if (!options || memory === undefined) return []
  const size = `${task.cpu} CPU and ${task.memory} memory`
  if (options.includes(memory)) return [fine(`Fargate has ${size}`, { service: service.name })]
  return [
    fail(`Fargate has no task with ${size}`, {
      service: service.name,
      says: 'No Fargate configuration exists for given values.',
      fix: `set "memory" in .aws/${service.name}/task-definition.json to one of ${options.join(', ')} (MiB), or raise "cpu"`,
    }),
  ]
}
