import type { SecurityGroup } from '@aws-sdk/client-ec2'
import type { CreateServiceCommandInput } from '@aws-sdk/client-ecs'
import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { AppService } from '../release/services.ts'
import type { DesiredLoadBalancer } from '../release/load-balancer-file.ts'
import { allowsPort, checkWayToTasks, missingWayOut } from '../resources/ways.ts'
import { fail, type Finding, findingsOfError, fine, notChecked, warn } from './finding.ts'
import type { Seen } from './seen.ts'

interface Ways {
  desired: CreateServiceCommandInput
  group: Seen<SecurityGroup | undefined>
  balancer: Seen<LoadBalancer | undefined>
}

const fix = 'run `npm run bootstrap`'

/** Checks that the load balancer reaches the tasks, and that the tasks reach AWS. */
export function checkWays(
  { name, group: groupName, files }: AppService,
  { desired, group, balancer }: Ways,
): Finding[] {
  const service = { service: name }
  if ('unseen' in group) return [notChecked(`security group ${groupName}`, group.unseen, name)]
  if (!group.value) return [fail(`there is no security group ${groupName}`, { ...service, fix })]
  if (!files.has('target-group')) return []
  if ('unseen' in balancer) return [notChecked('load balancer', balancer.unseen, name)]
  if (!balancer.value) return [fail('there is no load balancer', { ...service, fix })]
  const warning = missingWayOut(desired, balancer.value)
  const out = warning ? [warn(warning, service)] : []
  try {
    checkWayToTasks(desired, group.value, balancer.value)
  } catch (error) {
    return [...findingsOfError(error as Error, name), ...out]
  }
  return [...out, fine('the load balancer may reach the tasks', service)]
}

/** Checks that the security group of the load balancer allows requests. */
export function checkEntrance(
  group: Seen<SecurityGroup | undefined>,
  { listeners }: Pick<DesiredLoadBalancer, 'listeners'>,
): Finding[] {
  if ('unseen' in group) return [notChecked('security group of the load balancer', group.unseen)]
  const { value: found } = group
  if (!found) return [fail('there is no security group of the load balancer', { fix })]
  return listeners.map(({ Port: port }) =>
    allowsPort(found, port)
      ? fine(`security group ${found.GroupName} allows port ${port}`)
      : fail(`security group ${found.GroupName} has no rule for port ${port}`, { fix }),
  )
}
