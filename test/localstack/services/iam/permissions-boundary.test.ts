import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
} from '@aws-sdk/client-iam'
import { openTarget, unique } from '../../../support/target.ts'

const executionPolicy = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
})

test('a permissions boundary is a managed policy, and is removed', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const RoleName = unique('role')
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }))
  const boundary = async () =>
    (await iam.send(new GetRoleCommand({ RoleName }))).Role!.PermissionsBoundary
  const put = (PermissionsBoundary: string) =>
    iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }))
  await put(executionPolicy)
  assert.deepEqual(await boundary(), {
    PermissionsBoundaryType: 'Policy',
    PermissionsBoundaryArn: executionPolicy,
  })
  const missing = 'arn:aws:iam::000000000000:policy/missing'
  await assert.rejects(put(missing), {
    name: 'NoSuchEntityException',
    message: `Scope ARN: ${missing} does not exist or is not attachable.`,
  })
  const role = `arn:aws:iam::000000000000:role/${RoleName}`
  await assert.rejects(put(role), {
    name: 'InvalidInputException',
    message: `ARN ${role} is not valid.`,
  })
  await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName }))
  assert.equal(await boundary(), undefined)
})

test('a role that is not there has no permissions boundary', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const RoleName = unique('missing')
  for (const command of [
    new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: executionPolicy }),
    new DeleteRolePermissionsBoundaryCommand({ RoleName }),
  ])
    await assert.rejects(iam.send(command as DeleteRolePermissionsBoundaryCommand), {
      name: 'NoSuchEntityException',
      message: `The role with name ${RoleName} cannot be found.`,
    })
})
