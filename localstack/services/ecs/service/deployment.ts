import { setForwardWeights } from '../../elbv2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { DeploymentRecord, RevisionRecord, ServiceRecord } from '../records.ts'
import { ensureConnectResources } from '../connect/resources.ts'
import { addRevision } from './revision.ts'
import { addRecord } from './service-deployment.ts'
import { returnedTraffic } from './traffic.ts'

/** Starts a deployment of the service's current configuration. The previous deployments become ACTIVE. */
export function startDeployment(scope: Scope, service: ServiceRecord): DeploymentRecord {
  const now = scope.clock.now()
  const previous = service.deployments.map((deployment): DeploymentRecord => ({
    ...deployment,
    status: 'ACTIVE',
    updatedAt: now,
  }))
  returnTraffic(scope, service)
  const resources = ensureConnectResources(scope, service)
  const revision = addRevision(scope, service)
  const id = deploymentIdOf(revision)
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
    serviceConnectConfiguration: service.serviceConnect,
    serviceConnectResources: resources.length > 0 ? resources : undefined,
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

/** `ecs-svc/` and the number of its revision: Terraform finds the service deployment by it. */
const deploymentIdOf = ({ serviceRevisionArn }: RevisionRecord) =>
  `ecs-svc/${serviceRevisionArn.split('/').at(-1)}`

/** Returns the traffic of a deployment that is superseded before it is complete. */
function returnTraffic(scope: Scope, service: ServiceRecord): void {
  const { lastCompleted, deployments } = service
  if (!lastCompleted || deployments[0]?.rolloutState === 'COMPLETED') return
  for (const { ruleArn, forwards } of returnedTraffic(service, deployments[0]))
    setForwardWeights(scope, ruleArn, forwards)
}
