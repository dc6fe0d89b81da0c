import type {
  DescribeServiceDeploymentsCommandInput,
  DescribeServiceDeploymentsCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation, Scope } from '../../operation.ts'
import { pending } from '../cluster/cluster.ts'
import { invalidParameter } from '../errors.ts'
import { type Service, type ServiceDeployment, tasksOf } from '../service/service.ts'
import { ecsOf } from '../state.ts'

export const DescribeServiceDeployments: Operation<
  DescribeServiceDeploymentsCommandInput,
  DescribeServiceDeploymentsCommandOutput
> = ({ serviceDeploymentArns: arns }, call) => {
  if (arns.length > 20) throw invalidParameter('Service deployments cannot be more than 20.')
  const all = [...ecsOf(call).services.values()].flatMap((service) =>
    service.serviceDeployments.map((deployment) => ({ service, deployment })),
  )
  const found = arns.map((arn) => ({
    arn,
    match: all.find(({ deployment }) => deployment.serviceDeploymentArn === arn),
  }))
  return {
    serviceDeployments: found.flatMap(({ match }) =>
      match ? [withCounts(call, match.service, match.deployment)] : [],
    ),
    failures: found.filter(({ match }) => !match).map(({ arn }) => ({ arn, reason: 'MISSING' })),
  }
}

/** How many tasks the target revision has now. */
function withCounts(scope: Scope, service: Service, deployment: ServiceDeployment) {
  const tasks = tasksOf(scope, service).filter(
    ({ startedBy }) => startedBy === deployment.deploymentId,
  )
  return {
    ...deployment,
    targetServiceRevision: {
      ...deployment.targetServiceRevision,
      requestedTaskCount: deployment.finishedAt ? tasks.length : service.desiredCount,
      runningTaskCount: tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length,
      pendingTaskCount: tasks.filter(({ lastStatus }) => pending.has(lastStatus)).length,
    },
  }
}
