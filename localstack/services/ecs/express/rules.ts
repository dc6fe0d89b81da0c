import { arn } from '../../../kernel/arn.ts'
import { awsError, notImplemented } from '../../../kernel/errors.ts'
import type { Scope } from '../../../kernel/scope.ts'
import { findRole, isTrusted } from '../../iam/public.ts'
import { invalidParameter } from '../errors.ts'
import type { ExpressScaling, TaskDefinitionRecord } from '../records.ts'
import { mainContainer, type TaskInput, taskMembers } from './task-settings.ts'

/** The documentation of the API has these rules, without the words in which ECS states them: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateExpressGatewayService.html */
export function checkTaskInput(input: TaskInput): void {
  const { taskDefinitionArn } = input
  const both = taskMembers.find((member) => input[member] !== undefined)
  if (taskDefinitionArn !== undefined && both)
    throw invalidParameter(`taskDefinitionArn and ${both} cannot both be specified.`)
}

export function checkNewTask({
  taskDefinitionArn,
  primaryContainer,
  executionRoleArn,
}: TaskInput): void {
  if (taskDefinitionArn !== undefined) return
  if (!primaryContainer)
    throw invalidParameter('You must specify a primaryContainer or a taskDefinitionArn.')
  if (!executionRoleArn)
    throw invalidParameter('You must specify an executionRoleArn with a primaryContainer.')
}

/** Rejects a task definition that cannot run behind the load balancer. */
export function checkOwnDefinition({
  containerDefinitions,
  compatibilities = [],
}: TaskDefinitionRecord): void {
  const main = containerDefinitions.find(({ name }) => name === mainContainer)
  if (!main)
    throw invalidParameter(`The task definition must have a container named ${mainContainer}.`)
  const [mapping, ...others] = main.portMappings ?? []
  if (!mapping?.name || others.length > 0 || (mapping.protocol ?? 'tcp') !== 'tcp')
    throw invalidParameter(
      `The container ${mainContainer} must have a single TCP port mapping with a containerPort and a name.`,
    )
  if (!compatibilities.includes('FARGATE'))
    throw invalidParameter('The task definition must have FARGATE compatibility.')
}

/** AWS creates such a service, and its load balancer's part fails again and again. */
export function checkHealthCheckPath(path: string): void {
  if (!path.startsWith('/'))
    throw notImplemented(
      `the health check path ${path}, with which AWS never completes an Express Mode service: "Health check path '${path}' must begin with a '/' character"`,
    )
}

export function checkScaling({ minTaskCount, maxTaskCount }: ExpressScaling): void {
  if (minTaskCount < 0) throw invalidParameter('minTaskCount cannot be negative.')
  if (maxTaskCount < minTaskCount)
    throw invalidParameter('maxTaskCount cannot be less than minTaskCount.')
}

/** hashicorp/terraform-provider-aws repeats a call that was rejected in these words: `internal/service/ecs/express_gateway_service.go`. */
export function checkInfrastructureRole(scope: Scope, roleArn: string): void {
  const canAssume = isTrusted(scope, findRole(scope, roleArn), {
    action: 'sts:AssumeRole',
    principals: [{ type: 'Service', value: 'ecs.amazonaws.com' }],
    keys: { 'aws:SourceAccount': scope.account, 'aws:SourceArn': arn(scope, 'ecs', '*') },
  })
  if (!canAssume) throw awsError('AccessDeniedException', `Cannot assume role ${roleArn}`)
}
