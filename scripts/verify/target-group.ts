import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import type { AppService } from '../release/services.ts'
import type { DesiredTargetGroup } from '../resources/target-group.ts'
import { fail, type Finding, fine, notChecked } from './finding.ts'
import type { Seen } from './seen.ts'

interface Targets {
  desired: Pick<DesiredTargetGroup, 'input'> | undefined
  found: Seen<TargetGroup | undefined>
  networkMode: RegisterTaskDefinitionCommandInput['networkMode']
}

/** Checks that the target group exists as its file says, fits tasks, and has a load balancer. */
export function checkTargetGroup(
  { name, group }: AppService,
  { desired, found, networkMode }: Targets,
): Finding[] {
  const details = { service: name }
  if ('unseen' in found) return [notChecked(`target group ${group}`, found.unseen, name)]
  const { value: present } = found
  if (!present)
    return [
      fail(`there is no target group ${group}`, { ...details, fix: 'run `npm run bootstrap`' }),
    ]
  const findings: Finding[] = []
  const fixed = (['Protocol', 'Port', 'TargetType'] as const).filter(
    (member) => desired?.input[member] !== undefined && desired.input[member] !== present[member],
  )
  if (fixed.length > 0)
    findings.push(
      fail(
        `target group ${group} has ${fixed.map((member) => `${member} ${present[member]}`).join(', ')}, and target-group.json has ${fixed.map((member) => desired!.input[member]).join(', ')}`,
        {
          ...details,
          fix: 'AWS keeps these for its whole life: restore the file, or run `npm run destroy` and `npm run bootstrap`',
        },
      ),
    )
  if (networkMode === 'awsvpc' && present.TargetType !== 'ip')
    findings.push(
      fail(`target group ${group} is for ${present.TargetType}, and tasks have addresses`, {
        ...details,
        says: `The provided target group ${present.TargetGroupArn} has target type ${present.TargetType}, which is incompatible with the awsvpc network mode specified in the task definition.`,
        fix: `set TargetType to "ip" in .aws/${name}/target-group.json`,
      }),
    )
  if (!present.LoadBalancerArns?.length)
    findings.push(
      fail(`no rule of the load balancer forwards to target group ${group}`, {
        ...details,
        says: `The target group with targetGroupArn ${present.TargetGroupArn} does not have an associated load balancer.`,
        fix: 'run `npm run bootstrap`',
      }),
    )
  return findings.length > 0
    ? findings
    : [fine(`target group ${group}, ${present.Protocol} ${present.HealthCheckPath ?? ''}`, details)]
}
