import type {
  NetworkConfiguration,
  PlacementConstraint,
  PlacementStrategy,
} from '@aws-sdk/client-ecs'
import { findSecurityGroup, findSubnet } from '../../ec2/public.ts'
import { awsError } from '../../../kernel/errors.ts'
import type { Given } from '../../service.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { invalidParameter } from '../errors.ts'
import type { TaskDefinitionRecord } from '../records.ts'
import type { Capacity } from './capacity.ts'

interface LaunchInput extends Capacity {
  networkConfiguration?: Given<NetworkConfiguration> | undefined
  platformVersion?: string | undefined
  placementConstraints?: PlacementConstraint[] | undefined
  placementStrategy?: PlacementStrategy[] | undefined
}

/** Rejects launch options that ECS rejects. */
export function checkLaunch(
  scope: Scope,
  definition: TaskDefinitionRecord,
  input: LaunchInput,
): void {
  const { launchType = 'FARGATE', networkConfiguration, platformVersion } = input
  const fargate = launchType === 'FARGATE'
  if (!definition.compatibilities?.includes(launchType))
    throw invalidParameter(`Task definition does not support launch_type ${launchType}.`)
  checkPlatform(platformVersion, fargate)
  if (fargate) checkPlacement(input)
  else if (networkConfiguration?.awsvpcConfiguration?.assignPublicIp === 'ENABLED')
    throw invalidParameter('Assign public IP is not supported for this launch type.')
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
  // 1.0.0 is Windows's: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-windows-fargate.html
  if (!['LATEST', '1.4.0', '1.3.0', '1.0.0'].includes(version))
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

/** Rejects subnets and security groups that are not there or of several VPCs. */
export function checkVpc(scope: Scope, subnets: string[], securityGroups: string[]): void {
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
