import { setForwardWeights } from '../../elbv2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { DeploymentRecord, ServiceRecord } from '../records.ts'
import { addRevision, serial } from './revision.ts'
import { addRecord } from './service-deployment.ts'
import { findRevision } from './service-record.ts'
import { forwardsToRevision } from './traffic.ts'

/** Starts a deployment of the service's current configuration. The previous deployments become ACTIVE. */
export function startDeployment(scope: Scope, service: ServiceRecord): DeploymentRecord {
  const now = scope.clock.now()
  const previous = service.deployments.map((deployment): DeploymentRecord => ({
    ...deployment,
    status: 'ACTIVE',
    updatedAt: now,
  }))
  const id = `ecs-svc/${serial()}`
  abandonBlueGreen(scope, service)
  const revision = addRevision(scope, service)
  const { taskDefinition, launchType, capacityProviderStrategy, platformVersion } = revision
  const deployment: DeploymentRecord = {
    id,
    status: 'PRIMARY',
    taskDefinition,
    failedTasks: 0,
    createdAt: now,
    updatedAt: now,
    launchType,
    capacityProviderStrategy,
    platformVersion,
    platformFamily: 'Linux',
    networkConfiguration: service.networkConfiguration,
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    serviceRevisionArn: revision.serviceRevisionArn,
    strategy: service.deploymentConfiguration.strategy,
    saidBlocked: false,
    startFailures: 0,
    notBefore: now,
    moreOnAws: 0,
  }
  service.deployments = [deployment, ...previous]
  service.steadySince = undefined
  addRecord(scope, service, deployment)
  return deployment
}

/** Returns the traffic of a blue/green deployment that is superseded before it is complete. */
function abandonBlueGreen(scope: Scope, service: ServiceRecord): void {
  const { lastCompleted, deployments } = service
  const { strategy, rolloutState } = deployments[0] ?? {}
  const revision = lastCompleted && findRevision(service, lastCompleted)
  if (strategy !== 'BLUE_GREEN' || rolloutState === 'COMPLETED' || !revision) return
  for (const { ruleArn, forwards } of forwardsToRevision(revision, [
    'productionListenerRule',
    'testListenerRule',
  ]))
    setForwardWeights(scope, ruleArn, forwards)
}
