import type {
  CreateExpressGatewayServiceCommandInput,
  CreateExpressGatewayServiceCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import type { Call } from '../../../kernel/scope.ts'
import { findCluster, requireCluster } from '../cluster/cluster.ts'
import { CreateCluster } from './CreateCluster.ts'
import { invalidParameter } from '../errors.ts'
import { logGroupFor, nameFromImage, newExpressService, scalingOf } from '../express/create.ts'
import { definitionFor } from '../express/definition.ts'
import { type ExpressService, expressToApi } from '../express/express-service.ts'
import { findExpressGateway } from '../express/gateway.ts'
import { networkFor } from '../express/network.ts'
import {
  checkHealthCheckPath,
  checkInfrastructureRole,
  checkNewTask,
  checkScaling,
  checkTaskInput,
} from '../express/rules.ts'
import { putScaling } from '../express/scaling.ts'
import { managedTags } from '../express/tags.ts'
import { ensureEcsRole } from '../linked-role.ts'
import { wakeScheduler } from '../scheduler.ts'
import { startDeployment } from '../service/deployment.ts'
import { checkServiceName } from '../service/rules.ts'
import { findService } from '../service/service.ts'
import { ecsOf } from '../state.ts'
import { addTags, checkEcsTags, tagsOf } from '../tags.ts'

export const CreateExpressGatewayService: Operation<
  CreateExpressGatewayServiceCommandInput,
  CreateExpressGatewayServiceCommandOutput
> = (input, call) => {
  const { healthCheckPath = '/', networkConfiguration = {}, tags } = input
  const clusterName = clusterNameFor(call, input.cluster)
  const serviceName = input.serviceName ?? nameFromImage(input.primaryContainer?.image)
  checkServiceName(serviceName)
  checkIsFree(call, clusterName, serviceName)
  checkTaskInput(input)
  checkNewTask(input)
  checkHealthCheckPath(healthCheckPath)
  checkScaling(scalingOf(input.scalingTarget))
  const logGroup = logGroupFor(clusterName, serviceName)
  const family = `${clusterName}-${serviceName}`
  const define = definitionFor(call, {}, { input, names: { family, logGroup } })
  const network = networkFor(call, networkConfiguration)
  findExpressGateway(call, network)
  checkEcsTags(tags)
  checkInfrastructureRole(call, input.infrastructureRoleArn)
  ensureEcsRole(call)
  const cluster = findCluster(call, clusterName) ?? createDefaultCluster(call)
  const record = newExpressService(call, input, {
    cluster,
    serviceName,
    network,
    logGroup,
    definition: define(),
  })
  const { services } = ecsOf(call)
  const service = services.set(record.serviceArn, record).get(record.serviceArn) as ExpressService
  putScaling(call, service, managedTags(tags))
  addTags(call, service.serviceArn, tags)
  startDeployment(call, service)
  wakeScheduler(call)
  // AWS names no deployment yet: the provider of Terraform expects none in this response.
  return {
    service: {
      ...expressToApi(call, service),
      currentDeployment: undefined,
      tags: tagsOf(call, service.serviceArn),
    },
  }
}

/** The default cluster is made when it is not there; any other has to be. */
function clusterNameFor(call: Call, reference: string | undefined): string {
  const found = findCluster(call, reference)
  const isDefault = reference === undefined || reference === 'default'
  if (found?.status !== 'ACTIVE' && isDefault) return 'default'
  return requireCluster(call, reference).clusterName
}

function createDefaultCluster(call: Call) {
  void CreateCluster({ clusterName: 'default', capacityProviders: ['FARGATE'] }, call)
  return requireCluster(call, 'default')
}

function checkIsFree(call: Call, clusterName: string, serviceName: string): void {
  const cluster = findCluster(call, clusterName)
  const existing = cluster && findService(call, cluster, serviceName)
  if (existing?.status === 'ACTIVE')
    throw invalidParameter('Creation of service was not idempotent.')
  if (existing?.status === 'DRAINING')
    throw invalidParameter('Unable to Start a service that is still Draining.')
}
