import type {
  CapacityProviderStrategyItem,
  LaunchType,
  NetworkConfiguration,
  PlacementConstraint,
  PlacementStrategy,
} from '@aws-sdk/client-ecs'
import { findSecurityGroup, findSubnet } from '../../ec2/public.ts'
import { awsError } from '../../../kernel/errors.ts'
import type { Given } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { invalidParameter } from '../errors.ts'
import type { ClusterRecord, TaskDefinitionRecord } from '../records.ts'
import { runsOnFargate } from '../task-definition/task-definition.ts'

export interface Capacity {
  launchType: LaunchType | undefined
  capacityProviderStrategy: CapacityProviderStrategyItem[] | undefined
}

interface CapacityInput {
  launchType?: LaunchType
  capacityProviderStrategy?: CapacityProviderStrategyItem[]
}

/** On what a task runs: as said, else by the cluster's default strategy, else on EC2, as on AWS. */
export function capacityOf(
  { launchType, capacityProviderStrategy }: CapacityInput,
  cluster: ClusterRecord,
): Capacity {
  if (launchType && capacityProviderStrategy?.length)
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    )
  const strategy = capacityProviderStrategy?.length
    ? capacityProviderStrategy
    : cluster.defaultCapacityProviderStrategy
  if (launchType || strategy.length === 0)
    return { launchType: launchType ?? 'EC2', capacityProviderStrategy: undefined }
  checkStrategy(strategy, cluster)
  return { launchType: undefined, capacityProviderStrategy: strategy }
}

function checkStrategy(strategy: CapacityProviderStrategyItem[], cluster: ClusterRecord): void {
  for (const { capacityProvider = '' } of strategy)
    if (!cluster.capacityProviders.includes(capacityProvider))
      throw invalidParameter(
        'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster and try again.',
      )
  if (strategy.filter(({ base = 0 }) => base > 0).length > 1)
    throw invalidParameter(
      'There are multiple capacity providers in the specified capacity provider strategy with a base value defined. Specify a base value for only one capacity provider and try again.',
    )
  if (
    strategy.every(({ weight = 0 }) => weight === 0) &&
    strategy.every(({ base = 0 }) => base === 0)
  )
    throw invalidParameter(
      'There are no capacity providers in the capacity provider strategy with a weight value greater than zero. Specify a weight value of greater than zero for at least one capacity provider in the strategy and try again.',
    )
}

/** Whether a launch type runs tasks on container instances (EC2, EXTERNAL, MANAGED_INSTANCES), which no cluster has here. */
export const needsInstances = ({ launchType }: { launchType?: LaunchType }): boolean =>
  launchType !== undefined && launchType !== 'FARGATE'

export const noContainerInstances = () =>
  invalidParameter('No Container Instances were found in your cluster.')

interface LaunchInput extends Capacity {
  networkConfiguration?: Given<NetworkConfiguration>
  platformVersion?: string
  placementConstraints?: PlacementConstraint[]
  placementStrategy?: PlacementStrategy[]
}

/** What ECS refuses of the way a task or service is to be launched. */
export function checkLaunch(
  scope: Scope,
  definition: TaskDefinitionRecord,
  input: LaunchInput,
): void {
  const { launchType, networkConfiguration, platformVersion } = input
  const fargate = launchType === 'FARGATE' || launchType === undefined
  if (fargate && !runsOnFargate(definition))
    throw invalidParameter('Task definition does not support launch_type FARGATE.')
  if (
    !fargate &&
    definition.requiresCompatibilities?.every((kind) => kind !== launchType) &&
    definition.requiresCompatibilities.length > 0
  )
    throw invalidParameter(`Task definition does not support launch_type ${launchType}.`)
  checkPlatform(platformVersion, fargate)
  if (fargate) checkPlacement(input)
  checkNetwork(scope, definition, networkConfiguration)
}

/** Fargate has no instances to choose from. */
function checkPlacement({ placementConstraints, placementStrategy }: LaunchInput): void {
  if (placementConstraints?.length)
    throw invalidParameter('Placement constraints are not supported with FARGATE launch type.')
  if (placementStrategy?.length)
    throw invalidParameter('Placement strategies are not supported with FARGATE launch type.')
}

function checkPlatform(version: string | undefined, fargate: boolean): void {
  if (version === undefined) return
  if (!fargate)
    throw invalidParameter('The platform version must be null when specifying an EC2 launch type.')
  if (!['LATEST', '1.4.0', '1.3.0'].includes(version))
    throw awsError('PlatformUnknownException', 'The specified platform does not exist.')
}

function checkNetwork(
  scope: Scope,
  { networkMode }: TaskDefinitionRecord,
  network: Given<NetworkConfiguration> | undefined,
): void {
  const configuration = network?.awsvpcConfiguration
  if (networkMode !== 'awsvpc') {
    if (configuration)
      throw invalidParameter(
        'Network Configuration is not valid for the given networkMode of this task definition.',
      )
    return
  }
  if (!configuration)
    throw invalidParameter(
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    )
  const { subnets, securityGroups = [] } = configuration
  if (subnets.length === 0) throw invalidParameter('subnets can not be empty.')
  if (subnets.length > 16) throw invalidParameter('subnets can have at most 16 items.')
  if (securityGroups.length > 5) throw invalidParameter('securityGroups can have at most 5 items.')
  checkVpc(scope, subnets, securityGroups)
}

function checkVpc(scope: Scope, subnets: string[], securityGroups: string[]): void {
  const vpcs = subnets.map((id) => {
    const subnet = findSubnet(scope, id)
    if (!subnet)
      throw invalidParameter(
        `Error retrieving subnet information for [${subnets.join(', ')}]: The subnet ID '${id}' does not exist (ErrorCode: InvalidSubnetID.NotFound)`,
      )
    return subnet.VpcId
  })
  if (new Set(vpcs).size > 1) throw invalidParameter('Subnets must all belong to the same VPC.')
  for (const id of securityGroups) {
    const group = findSecurityGroup(scope, id)
    if (!group)
      throw invalidParameter(
        `Error retrieving security group information for [${securityGroups.join(', ')}]: The security group '${id}' does not exist (ErrorCode: InvalidGroup.NotFound)`,
      )
    if (group.VpcId !== vpcs[0])
      throw invalidParameter(
        `Security group ${id} does not appear to belong to the same VPC as the input subnets.`,
      )
  }
}
