import type { ContainerSpec } from '../../../docker/index.ts'
import type { ContainerDefinitionRecord } from '../records.ts'

const second = 1e9

/** ECS knows only its own checks, not the image's. Between two checks time merely passes: divided by the clock's rate, as far as that does not wear the machine out. */
export function healthcheck(
  { healthCheck }: ContainerDefinitionRecord,
  rate: number,
): ContainerSpec['Healthcheck'] {
  if (!healthCheck?.command) return { Test: ['NONE'] }
  const { command, interval = 30, timeout = 5, retries = 3, startPeriod = 0 } = healthCheck
  return {
    Test: command,
    Interval: Math.max(2, interval / rate) * second,
    StartInterval: Math.max(1, interval / rate) * second,
    Timeout: timeout * second,
    Retries: retries,
    StartPeriod: startPeriod * second,
  }
}
