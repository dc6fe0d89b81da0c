import type { UpdateExpressGatewayServiceCommandInput } from '@aws-sdk/client-ecs'
import { ModifyTargetGroup } from '../../elbv2/public.ts'
import { notImplemented } from '../../../kernel/errors.ts'
import type { Given } from '../../service.ts'
import type { Call } from '../../../kernel/scope.ts'
import type { TaskDefinitionRecord } from '../records.ts'
import { startDeployment } from '../service/deployment.ts'
import { isDeployed } from '../service/update.ts'
import { requireTaskDefinition } from '../task-definition/task-definition.ts'
import { awsvpc, scalingOf } from './create.ts'
import { definitionFor } from './definition.ts'
import type { ExpressService } from './express-service.ts'
import { openPort } from './infrastructure.ts'
import { type ExpressNetwork, networkFor } from './network.ts'
import { perform } from './perform.ts'
import { putScaling } from './scaling.ts'
import { mainContainer, portOf, taskSettingsOf, taskMembers } from './task-settings.ts'

type Input = Given<UpdateExpressGatewayServiceCommandInput>

interface PlannedUpdate {
  input: Input
  define: (() => TaskDefinitionRecord) | undefined
  network: ExpressNetwork | undefined
}

/** Checks an update, and returns what carries it out. */
export function plannedUpdate(call: Call, service: ExpressService, input: Input): PlannedUpdate {
  const { networkConfiguration, taskDefinitionArn } = input
  const changesTask =
    taskDefinitionArn !== undefined || taskMembers.some((member) => input[member] !== undefined)
  const before = taskSettingsOf(requireTaskDefinition(call, service.taskDefinition))
  const names = { family: familyOf(service), logGroup: service.express.logGroup }
  return {
    input,
    define: changesTask ? definitionFor(call, before, { input, names }) : undefined,
    network: networkConfiguration && changedNetwork(call, service, networkConfiguration),
  }
}

const familyOf = ({ clusterArn, serviceName }: ExpressService) =>
  `${clusterArn.split('/').at(-1)}-${serviceName}`

/** The subnets or the security groups that are not given stay. */
function changedNetwork(
  call: Call,
  service: ExpressService,
  given: NonNullable<Input['networkConfiguration']>,
): ExpressNetwork {
  const { resources, accessType } = service.express
  const { subnets = [], securityGroups = [] } =
    service.networkConfiguration.awsvpcConfiguration ?? {}
  const own = securityGroups.filter((id) => id !== resources.securityGroup)
  const network = networkFor(call, {
    subnets: given.subnets?.length ? given.subnets : subnets,
    securityGroups: (given.securityGroups ?? own).filter((id) => id !== resources.securityGroup),
  })
  if (network.vpcId !== resources.vpcId || network.isPublic !== (accessType === 'PUBLIC'))
    throw notImplemented(
      'moves of an Express Mode service to another VPC, or between public and private subnets',
    )
  return network
}

/** Changes the service and its resources. What tasks have changes with a deployment, the rest at once. */
export function applyUpdate(
  call: Call,
  service: ExpressService,
  { input, define, network }: PlannedUpdate,
): void {
  const { express } = service
  const before = { ...service }
  const { healthCheckPath, scalingTarget } = input
  if (define) changeTask(call, service, define())
  if (network) service.networkConfiguration = awsvpc(network, express.resources.securityGroup)
  if (healthCheckPath !== undefined && healthCheckPath !== express.healthCheckPath) {
    express.healthCheckPath = healthCheckPath
    for (const TargetGroupArn of express.resources.targetGroups)
      perform(call, ModifyTargetGroup, { TargetGroupArn, HealthCheckPath: healthCheckPath })
  }
  if (scalingTarget) changeScaling(call, service, scalingTarget)
  express.updatedAt = call.clock.now()
  if (isDeployed(before, service)) startDeployment(call, service)
}

/** The tasks before may still use the previous port, which stays open. */
function changeTask(call: Call, service: ExpressService, definition: TaskDefinitionRecord): void {
  service.taskDefinition = definition.taskDefinitionArn
  const port = portOf(definition.containerDefinitions.find(({ name }) => name === mainContainer)!)
  const [balancer] = service.loadBalancers
  const { containerPort: portBefore = port } = balancer!
  if (port === portBefore) return
  const { resources } = service.express
  service.loadBalancers = [{ ...balancer, containerPort: port }]
  openPort(call, resources, port)
}

function changeScaling(
  call: Call,
  service: ExpressService,
  given: NonNullable<Input['scalingTarget']>,
): void {
  const scaling = scalingOf(given, service.express.scalingTarget)
  service.express.scalingTarget = scaling
  const { minTaskCount, maxTaskCount } = scaling
  service.desiredCount = Math.min(Math.max(service.desiredCount, minTaskCount), maxTaskCount)
  putScaling(call, service)
}
