import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AttachRolePolicyCommand,
  CreateServiceLinkedRoleCommand,
  DeleteRoleCommand,
  DeleteServiceLinkedRoleCommand,
  GetRoleCommand,
  GetServiceLinkedRoleDeletionStatusCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam'
import { openTarget } from '../../../support/target.ts'

const RoleName = 'AWSServiceRoleForECS'

test("a service's role is made once, by AWS's rules, and is not the account's to change", async () => {
  await using target = await openTarget()
  const credentials = { accessKeyId: '314159265358', secretAccessKey: 'any' }
  const iam = new IAMClient({ ...target.config, credentials })
  const create = new CreateServiceLinkedRoleCommand({ AWSServiceName: 'ecs.amazonaws.com' })
  const { Role } = await iam.send(create)
  assert.equal(
    Role!.Arn,
    `arn:aws:iam::314159265358:role/aws-service-role/ecs.amazonaws.com/${RoleName}`,
  )
  const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))
  assert.deepEqual(
    AttachedPolicies!.map(({ PolicyName }) => PolicyName),
    ['AmazonECSServiceRolePolicy'],
  )
  await assert.rejects(iam.send(create), {
    name: 'InvalidInputException',
    message: `Service role name ${RoleName} has been taken in this account, please try a different suffix.`,
  })
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
  for (const command of [
    new DeleteRoleCommand({ RoleName }),
    new AttachRolePolicyCommand({ RoleName, PolicyArn }),
  ])
    await assert.rejects(iam.send(command as DeleteRoleCommand), {
      name: 'UnmodifiableEntityException',
      message: `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
    })
  const { DeletionTaskId } = await iam.send(new DeleteServiceLinkedRoleCommand({ RoleName }))
  const { Status } = await iam.send(
    new GetServiceLinkedRoleDeletionStatusCommand({ DeletionTaskId }),
  )
  assert.equal(Status, 'SUCCEEDED')
  await assert.rejects(iam.send(new GetRoleCommand({ RoleName })), {
    name: 'NoSuchEntityException',
  })
})

test('services that are none, or that the emulator does not have', async () => {
  await using target = await openTarget()
  const iam = new IAMClient({ ...target.config, maxAttempts: 1 })
  const create = (AWSServiceName: string, CustomSuffix?: string) =>
    iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName, CustomSuffix }))
  await assert.rejects(create('ecs'), {
    name: 'InvalidInputException',
    message: 'ecs is not a valid AWS service name (Service Principal)',
  })
  await assert.rejects(create('ecs.amazonaws.com', 'mine'), {
    name: 'InvalidInputException',
    message: 'Custom suffix is not allowed for ecs.amazonaws.com',
  })
  await assert.rejects(create('autoscaling.amazonaws.com', 'mine'), { name: 'InternalFailure' })
  await assert.rejects(create('rds.amazonaws.com'), {
    name: 'InternalFailure',
    message: /^The embedded emulator knows no service-linked role of rds\.amazonaws\.com, only/,
  })
})
