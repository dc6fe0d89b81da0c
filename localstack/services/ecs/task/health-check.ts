import type { ContainerSpec } from '../../../docker/index.ts'
import type { ContainerDefinitionRecord } from '../records.ts'

const second = 1e9

/** A command without one of them runs as with CMD. */
const forms: ReadonlySet<string | undefined> = new Set(['CMD', 'CMD-SHELL', 'NONE'])

/**
 * ECS ignores an image's own health check. The interval is divided by CLOCK_RATE, down to the least that ECS allows:
 * each check starts a process. While the container starts it is shorter.
 */
export function healthcheck(
  { healthCheck }: ContainerDefinitionRecord,
  rate: number,
): ContainerSpec['Healthcheck'] {
  if (!healthCheck?.command) return { Test: ['NONE'] }
  const { command, interval = 30, timeout = 5, retries = 3, startPeriod = 0 } = healthCheck
  return {
    Test: forms.has(command[0]) ? command : ['CMD', ...command],
    Interval: Math.max(5, interval / rate) * second,
    StartInterval: Math.max(1, interval / rate) * second,
    Timeout: timeout * second,
    Retries: retries,
    StartPeriod: startPeriod * second,
  }
}
