import type { CreateExpressGatewayServiceCommandInput } from '@aws-sdk/client-ecs'
import { randomBytes } from 'node:crypto'
import { createLogGroup, findLogGroup } from '../../logs/public.ts'
import type { Given } from '../../service.ts'
import type { Call } from '../../../kernel/scope.ts'
import type { ClusterRecord, ExpressScaling, TaskDefinitionRecord } from '../records.ts'
import { newService } from '../service/create.ts'
import { createInfrastructure } from './infrastructure.ts'
import type { ExpressNetwork } from './network.ts'
import type { ExpressService } from './express-service.ts'
import { managedTags } from './tags.ts'
import { mainContainer, portOf } from './task-settings.ts'

type Input = Given<CreateExpressGatewayServiceCommandInput>

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/express-service-work.html */
const defaultScaling: ExpressScaling = {
  minTaskCount: 1,
  maxTaskCount: 20,
  autoScalingMetric: 'AVERAGE_CPU',
  autoScalingTargetValue: 60,
}

export const scalingOf = (given: Input['scalingTarget'], before = defaultScaling) =>
  ({ ...before, ...given }) as ExpressScaling

/** A name from the image's, with four digits that make it unique. */
export const nameFromImage = (image = 'express'): string =>
  `${/([\w-]+)(?:[:@][^/]*)?$/.exec(image)?.[1] ?? 'express'}-${digits(2)}`

export const logGroupFor = (cluster: string, service: string) =>
  `/aws/ecs/${cluster}/${service}-${digits(2)}`

const digits = (bytes: number) => randomBytes(bytes).toString('hex')

/** `<the name's first letters>-<id>.ecs.<region>.on.aws` on AWS. Names below `localhost` resolve in browsers and in curl, without a name server. */
const endpointFor = ({ region }: Call, service: string) =>
  `${service.slice(0, 2).toLowerCase()}-${digits(16)}.ecs.${region}.localhost`

interface Wanted {
  cluster: ClusterRecord
  serviceName: string
  network: ExpressNetwork
  logGroup: string
  definition: TaskDefinitionRecord
}

/** Makes the resources of an Express Mode service and its record. */
export function newExpressService(call: Call, input: Input, wanted: Wanted): ExpressService {
  const { cluster, serviceName, network, logGroup, definition } = wanted
  const { infrastructureRoleArn, healthCheckPath = '/' } = input
  const tags = managedTags(input.tags)
  const port = portOf(definition.containerDefinitions.find(({ name }) => name === mainContainer)!)
  const endpoint = endpointFor(call, serviceName)
  const scalingTarget = scalingOf(input.scalingTarget)
  const resources = createInfrastructure(call, {
    cluster: cluster.clusterName,
    service: serviceName,
    endpoint,
    network,
    port,
    healthCheckPath,
    tags,
  })
  if (usesLogGroup(definition, logGroup) && !findLogGroup(call, logGroup))
    createLogGroup(
      call,
      { logGroupName: logGroup } as Parameters<typeof createLogGroup>[1],
      Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
    )
  const [targetGroupArn, alternateTargetGroupArn] = resources.targetGroups
  const withFargate = {
    ...cluster,
    capacityProviders: [...cluster.capacityProviders, 'FARGATE'],
  }
  const service = newService(call, withFargate, {
    serviceName,
    taskDefinition: definition.taskDefinitionArn,
    desiredCount: scalingTarget.minTaskCount,
    capacityProviderStrategy: [{ base: 1, capacityProvider: 'FARGATE', weight: 1 }],
    networkConfiguration: awsvpc(network, resources.securityGroup),
    loadBalancers: [
      {
        targetGroupArn,
        containerName: mainContainer,
        containerPort: port,
        advancedConfiguration: {
          alternateTargetGroupArn,
          productionListenerRule: resources.ruleArn,
          roleArn: infrastructureRoleArn,
        },
      },
    ],
    deploymentConfiguration: {
      strategy: 'CANARY',
      canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: 3 },
      bakeTimeInMinutes: 3,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      alarms: { alarmNames: [resources.alarm], enable: true, rollback: true },
    },
    healthCheckGracePeriodSeconds: 300,
    enableECSManagedTags: true,
    propagateTags: 'SERVICE',
    request: JSON.stringify(input),
  })
  const express = {
    infrastructureRoleArn,
    endpoint,
    accessType: network.isPublic ? ('PUBLIC' as const) : ('PRIVATE' as const),
    healthCheckPath,
    scalingTarget,
    updatedAt: call.clock.now(),
    logGroup,
    resources,
  }
  return { ...service, resourceManagementType: 'ECS', express }
}

const usesLogGroup = ({ containerDefinitions }: TaskDefinitionRecord, logGroup: string) =>
  containerDefinitions.some(
    ({ logConfiguration }) => logConfiguration?.options?.['awslogs-group'] === logGroup,
  )

/** Tasks have the given groups beside the one that ECS makes: hashicorp/terraform-provider-aws#47908. */
export const awsvpc = (
  { subnets, securityGroups, isPublic }: ExpressNetwork,
  securityGroup: string,
) => ({
  awsvpcConfiguration: {
    subnets,
    securityGroups: [...securityGroups, securityGroup],
    assignPublicIp: isPublic ? ('ENABLED' as const) : ('DISABLED' as const),
  },
})
