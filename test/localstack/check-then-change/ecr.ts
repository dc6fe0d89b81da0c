import { type Cases, twice, type World } from './world.ts'

const repository = { repositoryName: 'app' }
const absent = { repositoryName: 'absent' }
const digest = `sha256:${'0'.repeat(64)}`
const rule = {
  rulePriority: 1,
  description: 'd'.repeat(100),
  selection: {},
  action: { type: 'expire' },
}

export async function ecrCases({ run }: World): Promise<Cases> {
  const { repository: created } = await run<{ repository: { repositoryArn: string } }>(
    'ecr',
    'CreateRepository',
    repository,
  )
  const { uploadId } = await run<{ uploadId: string }>('ecr', 'InitiateLayerUpload', repository)
  await run('ecr', 'CreateRepositoryCreationTemplate', {
    prefix: 't',
    appliedFor: ['REPLICATION'],
  })
  const resourceArn = created.repositoryArn
  return {
    BatchDeleteImage: { ...absent, imageIds: [{ imageTag: 'a' }] },
    BatchGetImage: { ...absent, imageIds: [{ imageTag: 'a' }] },
    CompleteLayerUpload: { ...repository, uploadId, layerDigests: [digest] },
    CreateRepository: { repositoryName: 'new', tags: twice },
    CreateRepositoryCreationTemplate: {
      prefix: 'new',
      appliedFor: ['REPLICATION'],
      resourceTags: twice,
    },
    DeleteLifecyclePolicy: repository,
    DeleteRegistryPolicy: {},
    DeleteRepository: absent,
    DeleteRepositoryCreationTemplate: { prefix: 'absent' },
    DeleteRepositoryPolicy: repository,
    GetAuthorizationToken: 'It has no input that can be invalid.',
    GetDownloadUrlForLayer: { ...repository, layerDigest: digest },
    InitiateLayerUpload: absent,
    PutAccountSetting: { name: 'BASIC_SCAN_TYPE_VERSION', value: 'none' },
    PutImage: { ...repository, imageManifest: '{}', imageTag: 'a' },
    PutImageScanningConfiguration: {
      ...absent,
      imageScanningConfiguration: { scanOnPush: true },
    },
    PutImageTagMutability: { ...absent, imageTagMutability: 'IMMUTABLE' },
    PutLifecyclePolicy: { ...repository, lifecyclePolicyText: JSON.stringify({ rules: [rule] }) },
    PutRegistryPolicy: { policyText: '{}' },
    PutRegistryScanningConfiguration: {
      scanType: 'BASIC',
      rules: [{ scanFrequency: 'CONTINUOUS_SCAN', repositoryFilters: [] }],
    },
    PutReplicationConfiguration: {
      replicationConfiguration: {
        rules: [{ destinations: [{ region: 'us-east-1', registryId: '000000000000' }] }],
      },
    },
    SetRepositoryPolicy: { ...repository, policyText: '{}' },
    StartImageScan: { ...repository, imageId: { imageTag: 'absent' } },
    StartLifecyclePolicyPreview: repository,
    TagResource: { resourceArn, tags: twice },
    UntagResource: { resourceArn: `${resourceArn}0`, tagKeys: ['a'] },
    UpdateImageStorageClass: {
      ...repository,
      imageId: { imageTag: 'absent' },
      targetStorageClass: 'ARCHIVE',
    },
    UpdateRepositoryCreationTemplate: { prefix: 't', resourceTags: twice },
    UploadLayerPart: {
      ...repository,
      uploadId,
      partFirstByte: 5,
      partLastByte: 5,
      layerPartBlob: Buffer.from('a'),
    },
  }
}
