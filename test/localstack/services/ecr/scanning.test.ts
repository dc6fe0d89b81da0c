import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  BatchGetRepositoryScanningConfigurationCommand,
  CreateRepositoryCommand,
  DescribeImageScanFindingsCommand,
  DescribeImagesCommand,
  type ECRClient,
  GetRegistryScanningConfigurationCommand,
  PutImageCommand,
  PutRegistryScanningConfigurationCommand,
  type RegistryScanningRule,
  type ScanFrequency,
  type ScanType,
  StartImageScanCommand,
} from '@aws-sdk/client-ecr'
import { openEmulator, type Target } from '../../../support/target.ts'
import { account, clientOf, indexType, manifestType, pushImage, registryOf } from './client.ts'

let target: Target
let ecr: ECRClient
let digest: string
const repositoryName = 'prod/app'
before(async () => {
  target = await openEmulator()
  ecr = clientOf(target)
  await ecr.send(new CreateRepositoryCommand({ repositoryName }))
  const image = await pushImage(await registryOf(target), repositoryName, { tag: 'v1' })
  digest = image.digest
})
after(() => target[Symbol.asyncDispose]())

const ruleOf = (scanFrequency: ScanFrequency, filter: string): RegistryScanningRule => ({
  scanFrequency,
  repositoryFilters: [{ filter, filterType: 'WILDCARD' }],
})

const put = (scanType: ScanType, ...rules: RegistryScanningRule[]) =>
  ecr.send(new PutRegistryScanningConfigurationCommand({ scanType, rules }))

const configurationOf = async (...repositoryNames: string[]) =>
  await ecr.send(new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames }))

test('scanning is basic at first, and configured as data', async () => {
  const get = async () =>
    (await ecr.send(new GetRegistryScanningConfigurationCommand({}))).scanningConfiguration
  assert.deepEqual(await get(), { scanType: 'BASIC', rules: [] })
  const { scanningConfigurations } = await configurationOf(repositoryName)
  const repositoryArn = `arn:aws:ecr:us-east-1:${account}:repository/${repositoryName}`
  const about = { repositoryArn, repositoryName }
  assert.deepEqual(scanningConfigurations, [
    { ...about, scanOnPush: false, scanFrequency: 'MANUAL', appliedScanFilters: [] },
  ])
  const rule = ruleOf('CONTINUOUS_SCAN', 'prod*')
  await put('ENHANCED', rule)
  assert.deepEqual(await get(), { scanType: 'ENHANCED', rules: [rule] })
  const configured = await configurationOf(repositoryName, 'no-such')
  assert.deepEqual(configured.scanningConfigurations, [
    {
      ...about,
      scanOnPush: true,
      scanFrequency: 'CONTINUOUS_SCAN',
      appliedScanFilters: rule.repositoryFilters,
    },
  ])
  assert.deepEqual(configured.failures, [
    {
      repositoryName: 'no-such',
      failureCode: 'REPOSITORY_NOT_FOUND',
      failureReason: 'REPOSITORY_NOT_FOUND',
    },
  ])
  await put('BASIC')
})

test('a filter without a wildcard matches what contains it', async () => {
  await put('BASIC', ruleOf('SCAN_ON_PUSH', 'app'))
  const { scanningConfigurations } = await configurationOf(repositoryName)
  assert.equal(scanningConfigurations![0]!.scanFrequency, 'SCAN_ON_PUSH')
  await put('BASIC')
})

test('basic scanning is not continuous, and no two rules share a frequency', async () => {
  await assert.rejects(put('BASIC', ruleOf('CONTINUOUS_SCAN', '*')), {
    name: 'InvalidParameterException',
    message: 'Invalid scan frequency for scanType BASIC: CONTINUOUS_SCAN',
  })
  await assert.rejects(put('BASIC', ruleOf('SCAN_ON_PUSH', 'a'), ruleOf('SCAN_ON_PUSH', 'b')), {
    name: 'InvalidParameterException',
    message: 'Invalid input. Contains duplicate scan frequencies: [SCAN_ON_PUSH]',
  })
})

const scan = (imageTag: string, name = repositoryName) =>
  ecr.send(new StartImageScanCommand({ repositoryName: name, imageId: { imageTag } }))

const findings = (imageTag: string) =>
  ecr.send(new DescribeImageScanFindingsCommand({ repositoryName, imageId: { imageTag } }))

test('what was not scanned has no findings, and a scan fails, for nothing scans here', async () => {
  await assert.rejects(findings('v1'), {
    name: 'ScanNotFoundException',
    message: `Image scan does not exist for the image with '{imageDigest:'null', imageTag:'v1'}' in the repository with name '${repositoryName}' in the registry with id '${account}'`,
  })
  const failed = {
    status: 'FAILED',
    description: 'The embedded emulator scans no images: scan this one on AWS.',
  }
  const { $metadata: _, ...started } = await scan('v1')
  const about = {
    registryId: account,
    repositoryName,
    imageId: { imageDigest: digest, imageTag: 'v1' },
  }
  assert.deepEqual(started, { ...about, imageScanStatus: failed })
  const { $metadata: __, ...found } = await findings('v1')
  assert.deepEqual(found, { ...about, imageScanStatus: failed })
  const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName }))
  assert.deepEqual(imageDetails![0]!.imageScanStatus, failed)
  await assert.rejects(scan('v1'), {
    name: 'LimitExceededException',
    message: 'The scan quota per image has been exceeded. Wait and try again.',
  })
})

test('a scan needs a repository, an image, and one that can be scanned', async () => {
  await assert.rejects(scan('v1', 'no-such'), {
    name: 'RepositoryNotFoundException',
    message: `The repository with name 'no-such' does not exist in the registry with id '${account}'`,
  })
  const absent = {
    name: 'ImageNotFoundException',
    message: `The image with imageId {imageDigest:'null', imageTag:'v2'} does not exist within the repository with name '${repositoryName}' in the registry with id '${account}'`,
  }
  await assert.rejects(scan('v2'), absent)
  await assert.rejects(findings('v2'), absent)
  await assert.rejects(ecr.send(new StartImageScanCommand({ repositoryName, imageId: {} })), {
    name: 'InvalidParameterException',
    message: 'Invalid request parameters: both tag and digest cannot be null',
  })
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: indexType,
    manifests: [{ mediaType: manifestType, digest, size: 400 }],
  })
  await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'multi' }))
  await assert.rejects(scan('multi'), {
    name: 'UnsupportedImageTypeException',
    message: `The image is a ${indexType}, which cannot be scanned`,
  })
})
