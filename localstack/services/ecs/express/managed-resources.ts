import type { ECSManagedResources, ServiceRevision } from '@aws-sdk/client-ecs'
import { arn } from '../../../kernel/arn.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { ExpressRecord, RevisionRecord, ServiceRecord } from '../records.ts'

/** Describes a revision, with what ECS made for it when the service is an Express Mode service. */
export const revisionToApi = (
  scope: Scope,
  { express }: ServiceRecord,
  revision: RevisionRecord,
): ServiceRevision =>
  express
    ? { ...revision, ecsManagedResources: managedResources(scope, express, revision) }
    : revision

function managedResources(
  scope: Scope,
  express: ExpressRecord,
  { loadBalancers, createdAt: updatedAt }: RevisionRecord,
): ECSManagedResources {
  const { resources, accessType, endpoint, healthCheckPath, scalingTarget } = express
  const { gateway, targetGroups } = resources
  const active = { status: 'ACTIVE', updatedAt } as const
  const group = (id: string) => ({ arn: arn(scope, 'ec2', `security-group/${id}`), ...active })
  const port = loadBalancers[0]?.containerPort ?? 0
  return {
    ingressPaths: [
      {
        accessType,
        endpoint,
        loadBalancer: {
          arn: gateway.loadBalancerArn,
          ...active,
          scheme: accessType === 'PUBLIC' ? 'internet-facing' : 'internal',
          subnetIds: gateway.subnets,
          securityGroupIds: [gateway.securityGroup],
        },
        loadBalancerSecurityGroups: [group(gateway.securityGroup)],
        certificate: { arn: resources.certificateArn, ...active, domainName: endpoint },
        listener: { arn: gateway.listenerArn, ...active },
        rule: { arn: resources.ruleArn, ...active },
        targetGroups: targetGroups.map((targetGroup) => ({
          arn: targetGroup,
          ...active,
          healthCheckPath,
          healthCheckPort: port,
          port,
        })),
      },
    ],
    autoScaling: {
      scalableTarget: {
        arn: resources.scalableTarget,
        ...active,
        minCapacity: scalingTarget.minTaskCount,
        maxCapacity: scalingTarget.maxTaskCount,
      },
      applicationAutoScalingPolicies: [
        {
          arn: resources.scalingPolicy?.arn,
          ...active,
          policyType: 'TargetTrackingScaling',
          targetValue: scalingTarget.autoScalingTargetValue,
          metric: scalingTarget.autoScalingMetric,
        },
      ],
    },
    metricAlarms: [{ arn: arn(scope, 'cloudwatch', `alarm:${resources.alarm}`), ...active }],
    serviceSecurityGroups: [group(resources.securityGroup)],
    logGroups: [
      {
        arn: arn(scope, 'logs', `log-group:${express.logGroup}`),
        ...active,
        logGroupName: express.logGroup,
      },
    ],
  }
}
