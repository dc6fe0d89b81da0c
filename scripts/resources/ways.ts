import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2'
import type { CreateServiceCommandInput } from '@aws-sdk/client-ecs'
import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Context } from '../release/context.ts'
import { findSecurityGroup } from './security-group.ts'

/** Refuses what ECS would only give up after minutes: health checks that the tasks' security group keeps out. */
export function checkWayToTasks(
  { networkConfiguration, loadBalancers = [] }: CreateServiceCommandInput,
  { GroupId, GroupName, IpPermissions = [] }: SecurityGroup,
  { SecurityGroups = [] }: LoadBalancer,
): void {
  const worn = networkConfiguration?.awsvpcConfiguration?.securityGroups ?? []
  if (worn.some((id) => id !== GroupId)) return
  for (const { containerPort: port = 0 } of loadBalancers)
    if (!IpPermissions.some((rule) => isFor(rule, port) && admits(rule, SecurityGroups)))
      throw new Error(
        `security group ${GroupName} does not let the load balancer (${SecurityGroups.join(', ')}) in on port ${port}, so that every health check would end with "Request timed out": run \`npm run bootstrap\``,
      )
}

/** Refuses to wait for a load balancer whose security group lets nobody in. */
export async function checkWayToBalancer(context: Context, port: number): Promise<void> {
  const group = await findSecurityGroup(context, context.app.loadBalancerGroup)
  if (!group || group.IpPermissions?.some((rule) => isFor(rule, port))) return
  throw new Error(
    `security group ${group.GroupName} lets nobody in on port ${port}, so that the load balancer would not answer: run \`npm run bootstrap\``,
  )
}

/** What tasks lack that are to run beside an internet-facing load balancer, in its public subnets, without addresses of their own. */
export function missingWayOut(
  { networkConfiguration }: CreateServiceCommandInput,
  { Scheme }: LoadBalancer,
): string | undefined {
  if (Scheme !== 'internet-facing') return undefined
  if (networkConfiguration?.awsvpcConfiguration?.assignPublicIp === 'ENABLED') return undefined
  return 'without assignPublicIp, tasks in public subnets reach ECR and Logs only through VPC endpoints: where there are none, no task will start'
}

const isFor = ({ IpProtocol, FromPort = 0, ToPort = 65_535 }: IpPermission, port: number) =>
  IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= port && port <= ToPort)

/** A range of addresses may be the load balancer's own. */
const admits = ({ IpRanges = [], UserIdGroupPairs = [] }: IpPermission, groups: string[]) =>
  IpRanges.length > 0 || UserIdGroupPairs.some(({ GroupId }) => groups.includes(GroupId!))
