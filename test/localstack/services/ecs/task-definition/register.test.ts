import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs'
import { type Ecs, openEcs } from '../../../../support/ecs.ts'
import { openTarget, type Target, unique } from '../../../../support/target.ts'

describe('task definitions', () => {
  let target: Target
  let app: Ecs
  before(async () => {
    target = await openTarget()
    app = await openEcs(target)
  })
  after(async () => {
    await app[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
  })

  /** Registers revisions of a family that no other test uses. */
  const registerFamily = async (revisions = 1) => {
    const family = unique('family')
    const input = { ...(await app.definition()), family }
    for (let count = 0; count < revisions; count++)
      await app.ecs.send(new RegisterTaskDefinitionCommand(input))
    return family
  }
  const deregister = (taskDefinition: string) =>
    app.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }))
  const describeDefinition = async (taskDefinition: string) =>
    (await app.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition!

  test('a registered one has what AWS fills in', async () => {
    const family = unique('family')
    const input = await app.definition(
      { healthCheck: { command: ['CMD', 'true'] } },
      { cpu: '.25 vCPU', memory: '0.5 GB' },
    )
    const { taskDefinition } = await app.ecs.send(
      new RegisterTaskDefinitionCommand({
        ...input,
        family,
        tags: [{ key: 'team', value: 'web' }],
      }),
    )
    assert.match(
      taskDefinition!.taskDefinitionArn!,
      new RegExp(`^arn:aws:ecs:us-east-1:\\d{12}:task-definition/${family}:1$`),
    )
    assert.equal(taskDefinition!.status, 'ACTIVE')
    assert.equal(taskDefinition!.cpu, '256')
    assert.equal(taskDefinition!.memory, '512')
    assert.deepEqual(taskDefinition!.compatibilities, ['EC2', 'MANAGED_INSTANCES', 'FARGATE'])
    const [container] = taskDefinition!.containerDefinitions!
    assert.equal(container!.essential, true)
    assert.deepEqual(container!.portMappings, [
      { containerPort: 8080, hostPort: 8080, protocol: 'tcp' },
    ])
    assert.deepEqual(container!.healthCheck, {
      command: ['CMD', 'true'],
      interval: 30,
      timeout: 5,
      retries: 3,
    })
    const { tags } = await app.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: family, include: ['TAGS'] }),
    )
    assert.deepEqual(tags, [{ key: 'team', value: 'web' }])
  })

  test('a family means its latest active revision', async () => {
    const family = await registerFamily(2)
    assert.equal((await describeDefinition(family)).revision, 2)
    await deregister(`${family}:2`)
    assert.equal((await describeDefinition(family)).revision, 1)
    assert.equal((await describeDefinition(`${family}:2`)).status, 'INACTIVE')
  })

  test('an inactive one runs nowhere', async () => {
    const family = await registerFamily()
    await deregister(`${family}:1`)
    await assert.rejects(app.runTask({ taskDefinition: `${family}:1` }), {
      name: 'ClientException',
      message: 'TaskDefinition is inactive',
    })
  })

  test('only an inactive one is deleted', async () => {
    const family = await registerFamily(2)
    await deregister(`${family}:2`)
    const { taskDefinitions, failures } = await app.ecs.send(
      new DeleteTaskDefinitionsCommand({ taskDefinitions: [`${family}:1`, `${family}:2`] }),
    )
    assert.deepEqual(
      taskDefinitions!.map(({ revision, status }) => [revision, status]),
      [[2, 'DELETE_IN_PROGRESS']],
    )
    assert.match(failures![0]!.reason!, /still in ACTIVE status/)
  })

  test('one is deregistered by its revision, and not deleted when it is not there', async () => {
    await assert.rejects(deregister(await registerFamily()), {
      name: 'ClientException',
      message: 'Revision is missing.',
    })
    await assert.rejects(deregister('f:one'), {
      name: 'ClientException',
      message: 'Invalid revision number. Number: one',
    })
    const arn = 'arn:aws:ecs:us-east-1:000000000000:task-definition/never-there:1'
    const { failures } = await app.ecs.send(
      new DeleteTaskDefinitionsCommand({ taskDefinitions: [arn, 'never-there'] }),
    )
    assert.deepEqual(failures, [
      {
        arn,
        reason:
          'The specified task definition does not exist. Specify a valid account, family, revision and try again.',
      },
      {
        arn: 'never-there',
        reason:
          'The specified task definition identifier is invalid. Specify a valid name or ARN and try again.',
      },
    ])
  })

  test('one that was never there is not described', async () => {
    await assert.rejects(describeDefinition('never-there'), {
      name: 'ClientException',
      message: 'Unable to describe task definition.',
    })
  })

  test('they are listed by family, status and page', async () => {
    const familyPrefix = await registerFamily(3)
    await deregister(`${familyPrefix}:2`)
    const page = (nextToken?: string) =>
      app.ecs.send(
        new ListTaskDefinitionsCommand({ familyPrefix, sort: 'DESC', maxResults: 1, nextToken }),
      )
    const first = await page()
    assert.match(first.taskDefinitionArns![0]!, /:3$/)
    const second = await page(first.nextToken)
    assert.match(second.taskDefinitionArns![0]!, /:1$/)
    assert.equal(second.nextToken, undefined)
    const { families } = await app.ecs.send(new ListTaskDefinitionFamiliesCommand({ familyPrefix }))
    assert.deepEqual(families, [familyPrefix])
  })

  test('what Describe told is registered again, without what only Describe tells', async () => {
    const told = await describeDefinition(await registerFamily())
    const { taskDefinition } = await app.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: told.family,
        containerDefinitions: told.containerDefinitions,
        requiresCompatibilities: told.requiresCompatibilities,
        networkMode: told.networkMode,
        cpu: told.cpu,
        memory: told.memory,
        executionRoleArn: told.executionRoleArn,
        volumes: told.volumes,
        placementConstraints: told.placementConstraints,
      }),
    )
    assert.deepEqual(taskDefinition!.containerDefinitions, told.containerDefinitions)
    assert.equal(taskDefinition!.revision, told.revision! + 1)
  })

  test('registered at once they are revisions of their own, and none is refused', async () => {
    const arns = await Promise.all(Array.from({ length: 8 }, () => app.register()))
    assert.equal(new Set(arns).size, 8)
  })

  test('those for EC2 follow the rules of EC2', async () => {
    const family = `${app.family}-ec2`
    const { taskDefinition } = await app.ecs.send(
      new RegisterTaskDefinitionCommand({
        family,
        containerDefinitions: [
          {
            name: 'app',
            image: 'busybox',
            memory: 64,
            privileged: true,
            portMappings: [{ containerPort: 8080, hostPort: 80 }],
          },
        ],
      }),
    )
    assert.deepEqual(taskDefinition!.compatibilities, ['EXTERNAL', 'EC2'])
    await assert.rejects(
      app.ecs.send(
        new RegisterTaskDefinitionCommand({
          family,
          containerDefinitions: [{ name: 'app', image: 'busybox' }],
        }),
      ),
      {
        name: 'ClientException',
        message:
          "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.",
      },
    )
  })
})
