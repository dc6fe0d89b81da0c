import { globalArn } from '../../kernel/arn.ts'
import { awsError } from '../../kernel/errors.ts'
import { own } from '../../kernel/own.ts'
import type { Scope } from '../../kernel/scope.ts'
import { newUniqueId } from './id.ts'
import { isTaken } from './names.ts'
import { iamState } from './state.ts'
import type { RoleRecord } from './records.ts'

/** The service-linked roles this emulator's services have: their names and AWS's policies for them. */
const linkedRoles: Record<string, { name: string; policy: string }> = {
  'ecs.amazonaws.com': { name: 'AWSServiceRoleForECS', policy: 'AmazonECSServiceRolePolicy' },
  'elasticloadbalancing.amazonaws.com': {
    name: 'AWSServiceRoleForElasticLoadBalancing',
    policy: 'AWSElasticLoadBalancingServiceRolePolicy',
  },
  'ecs.application-autoscaling.amazonaws.com': {
    name: 'AWSServiceRoleForApplicationAutoScaling_ECSService',
    policy: 'AWSApplicationAutoscalingECSServicePolicy',
  },
}

/** The role with which a service acts in the account, created on first use as AWS does. */
export function ensureServiceLinkedRole(scope: Scope, service: string): RoleRecord {
  const { name } = linkedRole(service)
  return scope.state(iamState).roles.get(name) ?? createServiceLinkedRole(scope, service)
}

/** The ARN that a service's role has, or will have, in the account. */
export const linkedRoleArn = (scope: Scope, service: string): string =>
  globalArn(scope, 'iam', `role/aws-service-role/${service}/${linkedRole(service).name}`)

/** Creates a service's role in the account. */
export function createServiceLinkedRole(
  scope: Scope,
  service: string,
  description?: string,
): RoleRecord {
  const { name, policy } = linkedRole(service)
  const { roles } = scope.state(iamState)
  if (isTaken(scope, { kind: 'role', names: roles.keys(), wanted: name }))
    throw awsError(
      'InvalidInputException',
      `Service role name ${name} has been taken in this account, please try a different suffix.`,
    )
  const Path = `/aws-service-role/${service}/`
  const role: RoleRecord = {
    Path,
    RoleName: name,
    RoleId: newUniqueId('AROA'),
    Arn: linkedRoleArn(scope, service),
    CreateDate: scope.clock.now(),
    ...(description !== undefined && { Description: description }),
    MaxSessionDuration: 3600,
    Tags: [],
    trustPolicy: trustIn(service),
    inlinePolicies: new Map(),
    attachedPolicies: new Set([`arn:aws:iam::aws:policy/aws-service-role/${policy}`]),
    linkedService: service,
  }
  roles.set(name, role)
  return role
}

/** Rejects a service whose role the emulator does not have, or that does not exist. */
export const checkLinkedService = (service: string): void => void linkedRole(service)

const trustIn = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  })

function linkedRole(service: string): { name: string; policy: string } {
  const known = own(linkedRoles, service)
  if (known) return known
  if (!service.endsWith('.amazonaws.com'))
    throw awsError(
      'InvalidInputException',
      `${service} is not a valid AWS service name (Service Principal)`,
    )
  throw awsError(
    'InternalFailure',
    `The embedded emulator knows no service-linked role of ${service}, only those of ${Object.keys(linkedRoles).join(', ')}.`,
    501,
  )
}
