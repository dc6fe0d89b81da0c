import type {
  ECSExpressGatewayService,
  ExpressGatewayServiceConfiguration,
} from '@aws-sdk/client-ecs'
import { type AwsError, awsError, notImplemented } from '../../../kernel/errors.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { checkArnPlace } from '../identifier.ts'
import type { ExpressRecord, RevisionRecord, ServiceRecord } from '../records.ts'
import { findRevision, findServiceDeployment } from '../service/service-record.ts'
import { ecsOf } from '../state.ts'
import { findTaskDefinition } from '../task-definition/task-definition.ts'
import { taskSettingsOf } from './task-settings.ts'

export type ExpressService = ServiceRecord & { express: ExpressRecord }

/** Returns the Express Mode service of an ARN. */
export function requireExpress(
  scope: Scope,
  serviceArn: string,
  missing: AwsError,
): ExpressService {
  if (serviceArn.startsWith('arn:')) checkArnPlace(scope, serviceArn)
  const service = ecsOf(scope).services.get(serviceArn)
  if (!service) throw missing
  if (!service.express)
    throw notImplemented(
      `Express Mode operations on a service of CreateService (${service.serviceName}), which AWS rejects in words that are not documented`,
    )
  return service as ExpressService
}

/** The words are those that hashicorp/terraform-provider-aws takes as a sign that the service is gone: `internal/service/ecs/express_gateway_service.go`. */
export function checkExpressActive({ status }: ExpressService): void {
  if (status === 'ACTIVE') return
  throw awsError(
    'ServiceNotActiveException',
    status === 'DRAINING'
      ? 'Service is in DRAINING status'
      : 'Cannot perform this operation on a service in INACTIVE status',
  )
}

/** Describes an Express Mode service. */
export function expressToApi(scope: Scope, service: ExpressService): ECSExpressGatewayService {
  const { express, status, deployments } = service
  return {
    cluster: service.clusterArn.split('/').at(-1),
    serviceName: service.serviceName,
    serviceArn: service.serviceArn,
    infrastructureRoleArn: express.infrastructureRoleArn,
    status: { statusCode: status },
    currentDeployment: findServiceDeployment(service)?.serviceDeploymentArn,
    activeConfigurations: deployments.flatMap((deployment) => {
      const revision = findRevision(service, deployment)
      return revision ? [configurationToApi(scope, service, revision)] : []
    }),
    createdAt: service.createdAt,
    updatedAt: express.updatedAt,
  }
}

/** Describes a revision as the configuration that led to it. */
export function configurationToApi(
  scope: Scope,
  { express }: ExpressService,
  revision: RevisionRecord,
): ExpressGatewayServiceConfiguration {
  const definition = findTaskDefinition(scope, revision.taskDefinition)
  const { subnets, securityGroups } = revision.networkConfiguration?.awsvpcConfiguration ?? {}
  const { accessType, endpoint, healthCheckPath, scalingTarget } = express
  return {
    serviceRevisionArn: revision.serviceRevisionArn,
    taskDefinitionArn: revision.taskDefinition,
    ...(definition && taskSettingsOf(definition)),
    networkConfiguration: { subnets, securityGroups },
    healthCheckPath,
    scalingTarget,
    ingressPaths: [{ accessType, endpoint }],
    createdAt: revision.createdAt,
  }
}
