import type { LoadBalancer } from '@aws-sdk/client-ecs'
import { randomInt } from 'node:crypto'
import { arn } from '../../../kernel/arn.ts'
import { findImage } from '../../ecr/public.ts'
import type { Scope } from '../../../kernel/scope.ts'
import type { DeploymentRecord, RevisionRecord, ServiceRecord, TaskRecord } from '../records.ts'
import { needsInstances } from '../task/rules.ts'
import { taskDefinitionOf } from '../task-definition/task-definition.ts'
import { idleTargetGroup } from './traffic.ts'

/** Nineteen digits, as ECS numbers deployments and revisions. */
export const serial = () =>
  String(randomInt(10 ** 9, 10 ** 10)) + String(randomInt(10 ** 8, 10 ** 9))

/** `<cluster>/<service>`, which the ARNs of all that belongs to a service hold. */
export const pathOf = ({ serviceArn }: ServiceRecord) => serviceArn.split(':service/')[1]!

/** Keeps the service's configuration of now as a revision. */
export function addRevision(scope: Scope, service: ServiceRecord): RevisionRecord {
  const definition = taskDefinitionOf(scope, service.taskDefinition)
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

/** The revision that a deployment deploys. */
export const revisionOf = (
  { revisions }: ServiceRecord,
  { serviceRevisionArn }: Pick<DeploymentRecord, 'serviceRevisionArn'>,
): RevisionRecord | undefined =>
  revisions.find((revision) => revision.serviceRevisionArn === serviceRevisionArn)

/** The load balancers that a task of the service belongs behind. */
export function balancersOf(service: ServiceRecord, { startedBy }: TaskRecord): LoadBalancer[] {
  const deployment = service.deployments.find(({ id }) => id === startedBy)
  return (deployment && revisionOf(service, deployment)?.targets) ?? []
}

const isPinned = (image: string) => image.includes('@')

/**
 * The images of a deployment's next task, by container: what a tag named when the deployment first
 * used it is what all its tasks run. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html#deployment-container-image-stability
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

/** Notes what the tasks' own pulls have resolved, of images that are not in this emulator's ECR. */
export function noteDigests(service: ServiceRecord, tasks: TaskRecord[]): void {
  for (const { startedBy, containers } of tasks) {
    const deployment = service.deployments.find(({ id }) => id === startedBy)
    const revision = deployment && revisionOf(service, deployment)
    for (const image of revision?.containerImages ?? [])
      image.imageDigest ??= containers.find(({ name }) => name === image.containerName)?.imageDigest
  }
}

/** A container may ask to follow its tag. */
const isVersionFree = (scope: Scope, { taskDefinition }: RevisionRecord, container: string) =>
  taskDefinitionOf(scope, taskDefinition).containerDefinitions.find(
    ({ name }) => name === container,
  )?.versionConsistency === 'disabled'
