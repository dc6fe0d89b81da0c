import type { Container, Task } from '@aws-sdk/client-ecs'
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2'
import { shorten } from '../failure/short.ts'

/** The target of a load balancer that a task is. */
export function targetOf(
  { attachments = [] }: Task,
  targets: TargetHealthDescription[],
): TargetHealthDescription | undefined {
  const details = attachments.flatMap((attachment) => attachment.details ?? [])
  const address = details.find(({ name }) => name === 'privateIPv4Address')?.value
  return targets.find(({ Target }) => Target?.Id === address)
}

interface Stopped extends Pick<Task, 'stoppedReason' | 'containers'> {
  stopCode?: string | undefined
}

/** Why a task stopped: `EssentialContainerExited: Essential container in task exited (server: exit code 1)`. */
export function stopText({ stopCode, stoppedReason = '', containers = [] }: Stopped): string {
  const said = shorten(stoppedReason)
  const cause = [stopCode, said].filter(Boolean).join(': ') || 'no reason'
  const ends = containers.flatMap((container) => endOf(container, said))
  return ends.length > 0 ? `${cause} (${ends.join('; ')})` : cause
}

/** The exit code of a container, and its reason unless the task's has it. */
function endOf({ name, exitCode, reason }: Container, said: string): string[] {
  const short = reason && shorten(reason)
  const parts = [
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
    ...(short && !said.includes(short) ? [short] : []),
  ]
  return parts.length > 0 ? [`${name}: ${parts.join(', ')}`] : []
}
