import type { LoadBalancer } from '@aws-sdk/client-ecs'
import { randomInt } from 'node:crypto'
import { arn } from '../../../kernel/arn.ts'
import { findImage } from '../../ecr/public.ts'
import { findForwards } from '../../elbv2/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { RevisionRecord, ServiceRecord } from '../records.ts'
import { needsInstances } from '../task/capacity.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import { findRevision } from './service-record.ts'
import { pairOf } from './traffic.ts'

/** Nineteen digits, as ECS numbers deployments and revisions. */
const serial = () => String(randomInt(10 ** 9, 10 ** 10)) + String(randomInt(10 ** 8, 10 ** 9))

/** `<cluster>/<service>`, which the ARNs of a service's deployments and revisions contain. */
export const pathOf = ({ serviceArn }: ServiceRecord) => serviceArn.split(':service/')[1]!

/** Stores the service's current configuration as a revision. */
export function addRevision(scope: Scope, service: ServiceRecord): RevisionRecord {
  const definition = requireTaskDefinition(scope, service.taskDefinition)
  const revision: RevisionRecord = {
    serviceRevisionArn: arn(scope, 'ecs', `service-revision/${pathOf(service)}/${serial()}`),
    serviceArn: service.serviceArn,
    clusterArn: service.clusterArn,
    taskDefinition: service.taskDefinition,
    capacityProviderStrategy: service.capacityProviderStrategy,
    launchType: service.launchType,
    platformVersion: needsInstances(service) ? undefined : '1.4.0',
    platformFamily: 'Linux',
    loadBalancers: service.loadBalancers,
    targets: service.loadBalancers.map((balancer) => ({
      ...balancer,
      targetGroupArn: idleTargetGroup(scope, service, balancer),
    })),
    serviceRegistries: service.serviceRegistries,
    serviceConnectConfiguration: service.serviceConnect,
    networkConfiguration: service.networkConfiguration,
    containerImages: definition.containerDefinitions.map(({ name, image }) => ({
      containerName: name,
      image,
    })),
    guardDutyEnabled: false,
    fargateEphemeralStorage: undefined,
    createdAt: scope.clock.now(),
  }
  revision.resolvedConfiguration = {
    loadBalancers: revision.targets.map(({ targetGroupArn, advancedConfiguration }) => ({
      targetGroupArn,
      productionListenerRule: advancedConfiguration?.productionListenerRule,
    })),
  }
  service.revisions = [revision, ...service.revisions].slice(0, 100)
  return revision
}

/** The target group of a revision's tasks. A strategy that shifts traffic uses the one without production traffic. */
function idleTargetGroup(
  scope: Scope,
  service: ServiceRecord,
  balancer: LoadBalancer,
): string | undefined {
  if (service.deploymentConfiguration.strategy === 'ROLLING') return balancer.targetGroupArn
  const serving = servingGroup(scope, balancer) ?? groupInUse(service, balancer)
  return pairOf(balancer).find((group) => group !== serving)
}

function servingGroup(scope: Scope, balancer: LoadBalancer): string | undefined {
  const rule = balancer.advancedConfiguration?.productionListenerRule ?? ''
  const serving = findForwards(scope, rule)?.filter(({ weight }) => weight > 0) ?? []
  return serving.length === 1 ? serving[0]!.arn : undefined
}

/** The target group of the tasks that a rollback returns to. */
function groupInUse(service: ServiceRecord, balancer: LoadBalancer): string | undefined {
  const { lastCompleted } = service
  const inUse = (lastCompleted && findRevision(service, lastCompleted)?.targets) ?? []
  return pairOf(balancer).find((group) =>
    inUse.some(({ targetGroupArn }) => targetGroupArn === group),
  )
}

const isPinned = (image: string) => image.includes('@')

/**
 * Images of a deployment's tasks with digests, by container. All tasks run the image that the tag named when the
 * deployment first used it. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html#deployment-container-image-stability
 */
export function pinnedImages(scope: Scope, revision: RevisionRecord): Map<string, string> {
  const pinned = new Map<string, string>()
  for (const container of revision.containerImages) {
    const { containerName, image } = container
    if (isPinned(image) || isVersionFree(scope, revision, containerName)) continue
    const digest = (container.imageDigest ??= findImage(scope, image)?.digest)
    if (digest) pinned.set(containerName, `${image.replace(/:[^:/]+$/, '')}@${digest}`)
  }
  return pinned
}

/** Returns true for a container that follows its tag. */
const isVersionFree = (scope: Scope, { taskDefinition }: RevisionRecord, container: string) =>
  requireTaskDefinition(scope, taskDefinition).containerDefinitions.find(
    ({ name }) => name === container,
  )?.versionConsistency === 'disabled'
