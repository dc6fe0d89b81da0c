import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr'
import { openTarget, unique } from '../../support/target.ts'
import { assertPlanIsEmpty } from './plan.ts'

test('aws_ecr_repository, its policy and its lifecycle policy', async () => {
  await using target = await openTarget()
  const ecr = new ECRClient(target.config)
  const repositoryName = unique('tf')
  const sent = {
    repositoryName,
    imageTagMutability: 'MUTABLE' as const,
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: 'AES256' as const },
  }
  const tags = [{ Key: 'Name', Value: 'app' }]
  const { repository } = await ecr.send(new CreateRepositoryCommand({ ...sent, tags }))
  const read = async () => {
    const { repositories } = await ecr.send(
      new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }),
    )
    const { tags: found } = await ecr.send(
      new ListTagsForResourceCommand({ resourceArn: repository!.repositoryArn! }),
    )
    return { ...repositories![0], tags: found }
  }
  assertPlanIsEmpty({ ...sent, tags }, await read())

  const policyText = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::000000000000:root' },
        Action: 'ecr:BatchGetImage',
      },
    ],
  })
  await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }))
  const policy = await ecr.send(new GetRepositoryPolicyCommand({ repositoryName }))
  assert.deepEqual(JSON.parse(policy.policyText!), JSON.parse(policyText))

  const lifecyclePolicyText = JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: 'keep ten',
        selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 },
        action: { type: 'expire' },
      },
    ],
  })
  await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }))
  const lifecycle = () => ecr.send(new GetLifecyclePolicyCommand({ repositoryName }))
  assert.deepEqual(
    JSON.parse((await lifecycle()).lifecyclePolicyText!),
    JSON.parse(lifecyclePolicyText),
  )

  await ecr.send(
    new PutImageTagMutabilityCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' }),
  )
  await ecr.send(
    new PutImageScanningConfigurationCommand({
      repositoryName,
      imageScanningConfiguration: { scanOnPush: false },
    }),
  )
  assertPlanIsEmpty(
    { imageTagMutability: 'IMMUTABLE', imageScanningConfiguration: { scanOnPush: false } },
    await read(),
  )
  await ecr.send(new DeleteLifecyclePolicyCommand({ repositoryName }))
  await assert.rejects(lifecycle(), { name: 'LifecyclePolicyNotFoundException' })
  await ecr.send(new DeleteRepositoryCommand({ repositoryName, force: false }))
  await assert.rejects(read(), { name: 'RepositoryNotFoundException' })
})
