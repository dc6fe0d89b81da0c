import type { LoadBalancer } from '@aws-sdk/client-ecs'
import type {
  DeploymentRecord,
  RevisionRecord,
  ServiceDeploymentRecord,
  ServiceRecord,
} from '../records.ts'

export const primaryOf = ({ deployments }: Pick<ServiceRecord, 'deployments'>): DeploymentRecord =>
  deployments.find(({ status }) => status === 'PRIMARY')!

export const findDeployment = (
  { deployments }: Pick<ServiceRecord, 'deployments'>,
  deploymentId: string | undefined,
): DeploymentRecord | undefined => deployments.find(({ id }) => id === deploymentId)

/** Finds the revision that a deployment deploys. */
export const findRevision = (
  { revisions }: Pick<ServiceRecord, 'revisions'>,
  { serviceRevisionArn }: Pick<DeploymentRecord, 'serviceRevisionArn'>,
): RevisionRecord | undefined =>
  revisions.find((revision) => revision.serviceRevisionArn === serviceRevisionArn)

/** Finds the service deployment in progress. */
export const findServiceDeployment = ({
  serviceDeployments: [newest],
}: Pick<ServiceRecord, 'serviceDeployments'>): ServiceDeploymentRecord | undefined =>
  newest && newest.finishedAt === undefined ? newest : undefined

/** The load balancers, with target groups, of the tasks that a deployment has started. */
export function loadBalancersOf(
  service: Pick<ServiceRecord, 'deployments' | 'revisions'>,
  { startedBy }: { startedBy?: string | undefined },
): LoadBalancer[] {
  const deployment = findDeployment(service, startedBy)
  return (deployment && findRevision(service, deployment)?.targets) ?? []
}
