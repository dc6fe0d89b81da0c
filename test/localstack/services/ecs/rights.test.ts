import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeTasksCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { actAs, allow } from '../../../support/identity.ts'
import { openEmulator } from '../../../support/target.ts'

const enforced = () => openEmulator({ enforceIam: true })

const definition = {
  family: 'web',
  requiresCompatibilities: ['FARGATE' as const],
  networkMode: 'awsvpc' as const,
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'web', image: 'web' }],
}

test('roles of a task definition have to be passed', async () => {
  await using target = await enforced()
  const executionRoleArn = 'arn:aws:iam::000000000000:role/web-execution'
  const taskRoleArn = 'arn:aws:iam::000000000000:role/web-task'
  const passing = {
    ...allow('iam:PassRole', executionRoleArn),
    Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  }
  const { config, session } = await actAs(target, [allow('ecs:*'), passing])
  const ecs = new ECSClient(config)
  await ecs.send(new RegisterTaskDefinitionCommand({ ...definition, executionRoleArn }))
  await assert.rejects(
    ecs.send(new RegisterTaskDefinitionCommand({ ...definition, executionRoleArn, taskRoleArn })),
    {
      name: 'AccessDeniedException',
      message: `User: ${session} is not authorized to perform: iam:PassRole on resource: ${taskRoleArn} because no identity-based policy allows the iam:PassRole action`,
    },
  )
})

test('a role of another account cannot be passed, not even by the root user', async () => {
  await using target = await enforced()
  const executionRoleArn = 'arn:aws:iam::111111111111:role/web-execution'
  const { config } = await actAs(target, [allow('*')])
  for (const one of [config, target.config])
    await assert.rejects(
      new ECSClient(one).send(
        new RegisterTaskDefinitionCommand({ ...definition, executionRoleArn }),
      ),
      { name: 'AccessDeniedException', message: 'Cross-account pass role is not allowed.' },
    )
})

test('tags that ECS adds or copies need the permission to tag', async () => {
  await using target = await enforced()
  const arnOf = (rest: string) => `arn:aws:ecs:us-east-1:000000000000:${rest}`
  const { config, session } = await actAs(target, [allow(['ecs:RunTask', 'ecs:CreateService'])])
  const ecs = new ECSClient(config)
  const denied = (resource: string) => ({
    name: 'AccessDeniedException',
    message: `User: ${session} is not authorized to perform: ecs:TagResource on resource: ${arnOf(resource)} because no identity-based policy allows the ecs:TagResource action`,
  })
  const task = { cluster: 'c', taskDefinition: 'web' }
  const service = { ...task, serviceName: 'web', desiredCount: 1 }
  for (const tagging of [
    { enableECSManagedTags: true },
    { propagateTags: 'TASK_DEFINITION' as const },
  ]) {
    await assert.rejects(ecs.send(new RunTaskCommand({ ...task, ...tagging })), denied('task/c/*'))
    await assert.rejects(
      ecs.send(new CreateServiceCommand({ ...service, ...tagging })),
      denied('service/c/web'),
    )
  }
  await assert.rejects(ecs.send(new RunTaskCommand({ ...task, propagateTags: 'NONE' })), {
    name: /^(?!AccessDenied)/,
  })
})

test('a role string that names no role is refused as such', async () => {
  await using target = await enforced()
  await assert.rejects(
    new ECSClient(target.config).send(
      new RegisterTaskDefinitionCommand({ ...definition, executionRoleArn: 'arn:aws:iam::x' }),
    ),
    { name: 'ClientException', message: 'Role is not valid' },
  )
})

test('with its setting, the first use of ECS in an account fails once, and for who may not make its role always', async () => {
  await using target = await openEmulator({ enforceIam: true, ecsFirstUseFails: true })
  const message =
    'Unable to assume the service linked role. Please verify that the ECS service linked role exists.'
  const { config } = await actAs(target, [allow('ecs:*')])
  const create = (ecs: ECSClient) => ecs.send(new CreateClusterCommand({ clusterName: 'c' }))
  const refused = { name: 'InvalidParameterException', message }
  await assert.rejects(create(new ECSClient(config)), refused)
  await assert.rejects(create(new ECSClient(config)), refused)
  const admin = new ECSClient(target.config)
  await assert.rejects(create(admin), refused)
  await create(admin)
  await create(new ECSClient(config))
})

test('ecs:cluster is the cluster of whatever is in it', async () => {
  await using target = await enforced()
  const cluster = (name: string) => `arn:aws:ecs:us-east-1:000000000000:cluster/${name}`
  const limited = {
    ...allow('ecs:DescribeTasks'),
    Condition: { ArnEquals: { 'ecs:cluster': cluster('mine') } },
  }
  const { config, session } = await actAs(target, [limited])
  const describe = (name: string) =>
    new ECSClient(config).send(new DescribeTasksCommand({ cluster: name, tasks: ['abc'] }))
  await assert.rejects(describe('mine'), { name: 'ClusterNotFoundException' })
  await assert.rejects(describe('other'), {
    message: `User: ${session} is not authorized to perform: ecs:DescribeTasks on resource: arn:aws:ecs:us-east-1:000000000000:task/other/abc because no identity-based policy allows the ecs:DescribeTasks action`,
  })
})

test('the role that moves a blue/green deployment has to be passed to ECS', async () => {
  await using target = await enforced()
  const roleArn = 'arn:aws:iam::000000000000:role/traffic'
  const { config, session } = await actAs(target, [allow('ecs:*')])
  const arn = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:x/app/a/b'
  await assert.rejects(
    new ECSClient(config).send(
      new UpdateServiceCommand({
        service: 'web',
        loadBalancers: [
          {
            targetGroupArn: arn,
            containerName: 'web',
            containerPort: 80,
            advancedConfiguration: {
              alternateTargetGroupArn: arn,
              productionListenerRule: arn,
              roleArn,
            },
          },
        ],
      }),
    ),
    {
      message: `User: ${session} is not authorized to perform: iam:PassRole on resource: ${roleArn} because no identity-based policy allows the iam:PassRole action`,
    },
  )
})
