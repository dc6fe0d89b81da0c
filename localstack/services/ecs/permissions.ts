import { arn } from '../../kernel/arn.ts'
import type { Call } from '../../kernel/scope.ts'
import {
  type PermissionTable,
  type ConditionKeys,
  type OperationPermission,
  on,
  onAnyResource,
  onEach,
  tagRecord,
} from '../../access/permission.ts'
import { firstUse, passRole } from '../iam/public.ts'
import { clusterArn, clusterName } from './cluster/cluster.ts'
import { noLinkedRole } from './linked-role.ts'
import { findTaskDefinition } from './task-definition/task-definition.ts'
import { tagsOf } from './tags.ts'

interface InCluster {
  cluster?: string
}

interface Tagged {
  tags?: unknown[]
  enableECSManagedTags?: boolean | undefined
  propagateTags?: string | undefined
}

interface WithRoles {
  taskRoleArn?: string | undefined
  executionRoleArn?: string | undefined
}

const clusterOf = ({ cluster }: InCluster, call: Call) => clusterArn(call, clusterName(cluster))

const within = (input: InCluster, call: Call): ConditionKeys => ({
  'ecs:cluster': clusterOf(input, call),
})

/** `service/<cluster>/<name>` and `task/<cluster>/<id>`, from a name or an ARN. */
const below = (kind: string, { cluster }: InCluster, reference: string, call: Call) =>
  reference.startsWith('arn:')
    ? reference
    : arn(call, 'ecs', `${kind}/${clusterName(cluster)}/${reference.split('/').at(-1)!}`)

/** The ARN of a task definition, from an ARN, a family and revision, or a family, which means its latest revision. */
function definitionArn(reference: string, call: Call): string {
  if (reference.startsWith('arn:')) return reference
  const latest = findTaskDefinition(call, reference)?.taskDefinitionArn
  return (
    latest ??
    arn(call, 'ecs', `task-definition/${reference.includes(':') ? reference : `${reference}:*`}`)
  )
}

/**
 * Tags of a new resource need a permission of their own, and so do those that ECS adds or copies:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html
 */
const tagging = (
  operation: string,
  resource: string,
  { tags = [], enableECSManagedTags = false, propagateTags = 'NONE' }: Tagged,
): OperationPermission[] =>
  tags.length === 0 && !enableECSManagedTags && propagateTags === 'NONE'
    ? []
    : [{ action: 'ecs:TagResource', resource, keys: { 'ecs:CreateAction': operation } }]

const rolesOf = ({ taskRoleArn, executionRoleArn }: WithRoles, call: Call): OperationPermission[] =>
  [taskRoleArn, executionRoleArn].flatMap((role) =>
    role ? passRole(call, role, 'ecs-tasks.amazonaws.com') : [],
  )

const linkedRole = (call: Call) => firstUse(call, 'ecs.amazonaws.com', noLinkedRole())

interface Balanced {
  loadBalancers?: { advancedConfiguration?: { roleArn?: string | undefined } }[]
}

/** The role with which ECS shifts a blue/green deployment's traffic. */
const trafficRoles = ({ loadBalancers = [] }: Balanced, call: Call): OperationPermission[] =>
  loadBalancers.flatMap(({ advancedConfiguration }) =>
    advancedConfiguration?.roleArn
      ? passRole(call, advancedConfiguration.roleArn, 'ecs.amazonaws.com')
      : [],
  )

const service = (input: InCluster & { service: string }, call: Call): OperationPermission => ({
  resource: below('service', input, input.service, call),
  keys: within(input, call),
})

const changedService = (
  input: InCluster &
    Balanced & {
      service: string
      taskDefinition?: string | undefined
      enableExecuteCommand?: boolean | undefined
    },
  call: Call,
): OperationPermission[] => {
  const { resource, keys } = service(input, call)
  return [
    { resource, keys: { ...keys, ...serviceKeys(input, call) } },
    ...trafficRoles(input, call),
  ]
}

const serviceKeys = (
  input: { taskDefinition?: string | undefined; enableExecuteCommand?: boolean | undefined },
  call: Call,
): ConditionKeys => ({
  'ecs:task-definition':
    input.taskDefinition === undefined ? undefined : definitionArn(input.taskDefinition, call),
  'ecs:enable-execute-command': input.enableExecuteCommand?.toString(),
})

const task = (input: InCluster & { task: string }, call: Call): OperationPermission => ({
  resource: below('task', input, input.task, call),
  keys: within(input, call),
})

const inCluster = (input: InCluster, call: Call): OperationPermission => ({
  resource: '*',
  keys: within(input, call),
})

const cluster = on(clusterOf)
const serviceDeployment = on(
  ({ serviceDeploymentArn }: { serviceDeploymentArn: string }) => serviceDeploymentArn,
)
const expressService = on(({ serviceArn }: { serviceArn: string }) => serviceArn)
const taggedResource = on(({ resourceArn }: { resourceArn: string }) => resourceArn)

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
export const permissions: PermissionTable = {
  keys: [
    'cluster',
    'task-definition',
    'container-name',
    'CreateAction',
    'enable-execute-command',
    'ResourceTag/',
  ],
  tagsOf: (call, resource) => tagRecord(tagsOf(call, resource)),
  rules: {
    ContinueServiceDeployment: serviceDeployment,
    CreateCluster: (input: Tagged & { clusterName?: string | undefined }, call) => [
      { resource: '*' },
      ...tagging('CreateCluster', clusterArn(call, clusterName(input.clusterName)), input),
      ...linkedRole(call),
    ],
    CreateService: (
      input: InCluster &
        Balanced &
        Tagged & {
          serviceName: string
          taskDefinition?: string | undefined
          role?: string | undefined
        },
      call,
    ) => {
      const resource = below('service', input, input.serviceName, call)
      return [
        { resource, keys: { ...within(input, call), ...serviceKeys(input, call) } },
        ...(input.role ? [passRole(call, input.role, 'ecs.amazonaws.com')] : []),
        ...trafficRoles(input, call),
        ...tagging('CreateService', resource, input),
        ...linkedRole(call),
      ]
    },
    CreateExpressGatewayService: (
      input: InCluster &
        Tagged &
        WithRoles & { serviceName?: string | undefined; infrastructureRoleArn: string },
      call,
    ) => {
      const resource = below('service', input, input.serviceName ?? '*', call)
      return [
        { resource, keys: within(input, call) },
        ...rolesOf(input, call),
        passRole(call, input.infrastructureRoleArn, 'ecs.amazonaws.com'),
        ...tagging('CreateExpressGatewayService', resource, input),
        ...linkedRole(call),
      ]
    },
    DeleteAccountSetting: onAnyResource,
    DeleteCluster: cluster,
    DeleteExpressGatewayService: expressService,
    DeleteService: service,
    DeleteTaskDefinitions: onEach(({ taskDefinitions }: { taskDefinitions: string[] }, call) =>
      taskDefinitions.map((reference) => definitionArn(reference, call)),
    ),
    DeregisterTaskDefinition: onAnyResource,
    DescribeCapacityProviders: onEach(
      ({ capacityProviders = ['*'] }: { capacityProviders?: string[] | undefined }, call) =>
        capacityProviders.map((name) =>
          name.startsWith('arn:') ? name : arn(call, 'ecs', `capacity-provider/${name}`),
        ),
    ),
    DescribeClusters: onEach(
      ({ clusters = ['default'] }: { clusters?: string[] | undefined }, call) =>
        clusters.map((name) => clusterArn(call, clusterName(name))),
    ),
    DescribeContainerInstances: (input: InCluster & { containerInstances: string[] }, call) =>
      input.containerInstances.map((instance) => ({
        resource: below('container-instance', input, instance, call),
        keys: within(input, call),
      })),
    DescribeExpressGatewayService: expressService,
    DescribeServiceDeployments: onEach(
      ({ serviceDeploymentArns }: { serviceDeploymentArns: string[] }) => serviceDeploymentArns,
    ),
    DescribeServiceRevisions: onEach(
      ({ serviceRevisionArns }: { serviceRevisionArns: string[] }) => serviceRevisionArns,
    ),
    DescribeServices: (input: InCluster & { services: string[] }, call) =>
      input.services.map((name) => service({ ...input, service: name }, call)),
    DescribeTaskDefinition: onAnyResource,
    DescribeTasks: (input: InCluster & { tasks: string[] }, call) =>
      input.tasks.map((reference) => task({ ...input, task: reference }, call)),
    ExecuteCommand: (input: InCluster & { task: string; container?: string | undefined }, call) => {
      const keys = { ...within(input, call), 'ecs:container-name': input.container }
      return [
        { resource: clusterOf(input, call), keys },
        { resource: below('task', input, input.task, call), keys },
      ]
    },
    GetTaskProtection: (input: InCluster & { tasks?: string[] | undefined }, call) =>
      (input.tasks ?? []).map((reference) => task({ ...input, task: reference }, call)),
    ListAccountSettings: onAnyResource,
    ListAttributes: cluster,
    ListClusters: onAnyResource,
    ListContainerInstances: cluster,
    ListServiceDeployments: service,
    ListServices: inCluster,
    ListTagsForResource: taggedResource,
    ListTaskDefinitionFamilies: onAnyResource,
    ListTaskDefinitions: onAnyResource,
    ListTasks: (input: InCluster, call) => ({
      resource: arn(call, 'ecs', `container-instance/${clusterName(input.cluster)}/*`),
      keys: within(input, call),
    }),
    PutAccountSetting: onAnyResource,
    PutAccountSettingDefault: onAnyResource,
    PutClusterCapacityProviders: cluster,
    RegisterTaskDefinition: (input: Tagged & WithRoles & { family: string }, call) => [
      { resource: '*' },
      ...rolesOf(input, call),
      ...tagging(
        'RegisterTaskDefinition',
        arn(call, 'ecs', `task-definition/${input.family}:*`),
        input,
      ),
    ],
    RunTask: (
      input: InCluster &
        Tagged & {
          taskDefinition: string
          overrides?: WithRoles | undefined
          enableExecuteCommand?: boolean | undefined
        },
      call,
    ) => [
      {
        resource: definitionArn(input.taskDefinition, call),
        keys: {
          ...within(input, call),
          ...serviceKeys(input, call),
          'ecs:task-definition': undefined,
        },
      },
      ...rolesOf({ ...findTaskDefinition(call, input.taskDefinition), ...input.overrides }, call),
      ...tagging('RunTask', arn(call, 'ecs', `task/${clusterName(input.cluster)}/*`), input),
    ],
    StopServiceDeployment: serviceDeployment,
    StopTask: task,
    TagResource: taggedResource,
    UntagResource: taggedResource,
    UpdateCluster: cluster,
    UpdateClusterSettings: cluster,
    UpdateExpressGatewayService: (input: WithRoles & { serviceArn: string }, call) => [
      { resource: input.serviceArn },
      ...rolesOf(input, call),
    ],
    UpdateService: changedService,
    UpdateTaskProtection: (input: InCluster & { tasks?: string[] | undefined }, call) =>
      (input.tasks ?? []).map((reference) => task({ ...input, task: reference }, call)),
  },
}
