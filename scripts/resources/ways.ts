import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2'
import type { CreateServiceCommandInput } from '@aws-sdk/client-ecs'
import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Context } from '../release/context.ts'
import { findSecurityGroup } from './security-group.ts'

/** Rejects a security group of the tasks that blocks the health checks: ECS would fail after minutes. */
export function checkWayToTasks(
  { networkConfiguration, loadBalancers = [] }: CreateServiceCommandInput,
  { GroupId, GroupName, IpPermissions = [] }: SecurityGroup,
  { SecurityGroups = [] }: LoadBalancer,
): void {
  const attached = networkConfiguration?.awsvpcConfiguration?.securityGroups ?? []
  if (attached.some((id) => id !== GroupId)) return
  for (const { containerPort: port = 0 } of loadBalancers)
    if (!IpPermissions.some((rule) => isFor(rule, port) && isFrom(rule, SecurityGroups)))
      throw new Error(
        `security group ${GroupName} does not allow the load balancer (${SecurityGroups.join(', ')}) on port ${port}, so that every health check would fail with "Request timed out": run \`npm run bootstrap\``,
      )
}

/** Rejects a security group of the load balancer that blocks every request. */
export async function checkWayToBalancer(context: Context, port: number): Promise<void> {
  const group = await findSecurityGroup(context, context.app.loadBalancerGroup)
  if (!group || allowsPort(group, port)) return
  throw new Error(
    `security group ${group.GroupName} has no rule for port ${port}, so that the load balancer would not answer: run \`npm run bootstrap\``,
  )
}

/** Checks that a security group has a rule for a port, whatever the source. */
export const allowsPort = ({ IpPermissions = [] }: SecurityGroup, port: number): boolean =>
  IpPermissions.some((rule) => isFor(rule, port))

/** Returns a warning for tasks without public addresses in the public subnets of a load balancer. */
export function missingWayOut(
  { networkConfiguration }: CreateServiceCommandInput,
  { Scheme }: LoadBalancer,
): string | undefined {
  if (Scheme !== 'internet-facing') return undefined
  if (networkConfiguration?.awsvpcConfiguration?.assignPublicIp === 'ENABLED') return undefined
  return 'without assignPublicIp, tasks in public subnets reach ECR and CloudWatch Logs only through VPC endpoints: without those no task starts'
}

const isFor = ({ IpProtocol, FromPort = 0, ToPort = 65_535 }: IpPermission, port: number) =>
  IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= port && port <= ToPort)

/** A rule for addresses counts, since they may be the load balancer's. */
const isFrom = ({ IpRanges = [], UserIdGroupPairs = [] }: IpPermission, groups: string[]) =>
  IpRanges.length > 0 || UserIdGroupPairs.some(({ GroupId }) => groups.includes(GroupId!))
