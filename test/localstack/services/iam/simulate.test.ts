import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam'
import { allow, policyOf } from '../../../support/identity.ts'
import { openTarget, unique } from '../../../support/target.ts'

const repository = 'arn:aws:ecr:us-east-1:000000000000:repository/web'

test('a custom policy is simulated for every action and resource', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const { EvaluationResults } = await iam.send(
    new SimulateCustomPolicyCommand({
      PolicyInputList: [
        policyOf(allow('ecr:*', repository)),
        policyOf({ ...allow('ecr:Delete*'), Effect: 'Deny' }),
      ],
      ActionNames: ['ecr:PutImage', 'ecr:DeleteRepository'],
      ResourceArns: [repository, '*'],
    }),
  )
  assert.deepEqual(
    EvaluationResults!.map((result) => [
      result.EvalActionName,
      result.EvalResourceName,
      result.EvalDecision,
      result.MatchedStatements!.map(({ SourcePolicyId }) => SourcePolicyId),
    ]),
    [
      ['ecr:PutImage', repository, 'allowed', ['PolicyInputList.1']],
      ['ecr:PutImage', '*', 'implicitDeny', []],
      ['ecr:DeleteRepository', repository, 'explicitDeny', ['PolicyInputList.2']],
      ['ecr:DeleteRepository', '*', 'explicitDeny', ['PolicyInputList.2']],
    ],
  )
})

test('a result has the place of the statement, and the decision on each resource', async () => {
  await using target = await openTarget()
  const policy =
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}]}'
  const { EvaluationResults } = await new IAMClient(target.config).send(
    new SimulateCustomPolicyCommand({
      PolicyInputList: [policy],
      ActionNames: ['ecr:PutImage'],
      ResourceArns: [repository],
    }),
  )
  const details = {
    MatchedStatements: [
      {
        SourcePolicyId: 'PolicyInputList.1',
        SourcePolicyType: 'IAM Policy',
        StartPosition: { Line: 1, Column: 41 },
        EndPosition: { Line: 1, Column: 96 },
      },
    ],
    MissingContextValues: [],
    EvalDecisionDetails: {},
  }
  assert.deepEqual(EvaluationResults, [
    {
      EvalActionName: 'ecr:PutImage',
      EvalResourceName: repository,
      EvalDecision: 'allowed',
      ...details,
      ResourceSpecificResults: [
        { EvalResourceName: repository, EvalResourceDecision: 'allowed', ...details },
      ],
    },
  ])
})

test('condition keys come from the input, and those that are not given are named', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const Condition = { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } }
  const simulate = async (value?: string) => {
    const { EvaluationResults } = await iam.send(
      new SimulateCustomPolicyCommand({
        PolicyInputList: [policyOf({ ...allow('iam:PassRole'), Condition })],
        ActionNames: ['iam:PassRole'],
        ...(value && {
          ContextEntries: [
            {
              ContextKeyName: 'iam:PassedToService',
              ContextKeyValues: [value],
              ContextKeyType: 'string',
            },
          ],
        }),
      }),
    )
    const { EvalDecision, MissingContextValues } = EvaluationResults![0]!
    return [EvalDecision, MissingContextValues]
  }
  assert.deepEqual(await simulate('ecs-tasks.amazonaws.com'), ['allowed', []])
  assert.deepEqual(await simulate('ec2.amazonaws.com'), ['implicitDeny', []])
  assert.deepEqual(await simulate(), ['implicitDeny', ['iam:PassedToService']])
})

test('a principal is simulated with its own policies, a boundary and a resource policy', async () => {
  await using target = await openTarget()
  const iam = new IAMClient(target.config)
  const UserName = unique('user')
  const { User } = await iam.send(new CreateUserCommand({ UserName }))
  await iam.send(
    new PutUserPolicyCommand({
      UserName,
      PolicyName: 'push',
      PolicyDocument: policyOf(allow('ecr:PutImage')),
    }),
  )
  const asked = { PolicySourceArn: User!.Arn!, ResourceArns: [repository] }
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      ...asked,
      ActionNames: ['ecr:PutImage'],
      PermissionsBoundaryPolicyInputList: [policyOf(allow('ecs:*'))],
    }),
  )
  const [bounded] = EvaluationResults!
  assert.deepEqual(bounded!.OrganizationsDecisionDetail, { AllowedByOrganizations: true })
  assert.equal(bounded!.EvalDecision, 'implicitDeny')
  assert.equal(bounded!.PermissionsBoundaryDecisionDetail!.AllowedByPermissionsBoundary, false)
  const granted = await iam.send(
    new SimulatePrincipalPolicyCommand({
      ...asked,
      ActionNames: ['ecr:PutImage', 'ecr:BatchGetImage'],
      ResourcePolicy: policyOf({
        ...allow('ecr:BatchGetImage', repository),
        Principal: { AWS: User!.Arn },
      }),
    }),
  )
  assert.deepEqual(
    granted.EvaluationResults!.map(({ EvalDecision, MatchedStatements }) => [
      EvalDecision,
      MatchedStatements!.map(({ SourcePolicyId, SourcePolicyType }) => [
        SourcePolicyId,
        SourcePolicyType,
      ]),
    ]),
    [
      ['allowed', [[`user_${UserName}_push`, 'IAM Policy']]],
      ['allowed', []],
    ],
  )
  const missing = `${User!.Arn}x`
  await assert.rejects(
    iam.send(
      new SimulatePrincipalPolicyCommand({ PolicySourceArn: missing, ActionNames: ['a:b'] }),
    ),
    {
      name: 'NoSuchEntityException',
      message: `The user with name ${UserName}x cannot be found.`,
    },
  )
})

test('a policy that cannot be parsed is an invalid input', async () => {
  await using target = await openTarget()
  await assert.rejects(
    new IAMClient(target.config).send(
      new SimulateCustomPolicyCommand({ PolicyInputList: ['{'], ActionNames: ['ecr:PutImage'] }),
    ),
    { name: 'InvalidInputException', message: 'Syntax errors in policy.' },
  )
})
