import { type Cases, twice, type World } from './world.ts'

const repository = { repositoryName: 'app' }
const absent = { repositoryName: 'absent' }
const digest = `sha256:${'0'.repeat(64)}`

export async function ecrPublicCases({ run }: World): Promise<Cases> {
  const { repository: created } = await run<{ repository: { repositoryArn: string } }>(
    'ecr-public',
    'CreateRepository',
    repository,
  )
  const { uploadId } = await run<{ uploadId: string }>(
    'ecr-public',
    'InitiateLayerUpload',
    repository,
  )
  const resourceArn = created.repositoryArn
  return {
    BatchDeleteImage: { ...absent, imageIds: [{ imageTag: 'a' }] },
    CompleteLayerUpload: { ...repository, uploadId, layerDigests: [digest] },
    CreateRepository: { repositoryName: 'new', tags: twice },
    DeleteRepository: absent,
    DeleteRepositoryPolicy: repository,
    GetAuthorizationToken: 'It has no input.',
    InitiateLayerUpload: absent,
    PutImage: { ...repository, imageManifest: '{}', imageTag: 'a' },
    PutRegistryCatalogData: 'Every name that the model allows is stored.',
    PutRepositoryCatalogData: { ...absent, catalogData: { description: 'd' } },
    SetRepositoryPolicy: { ...repository, policyText: '{}' },
    TagResource: { resourceArn, tags: twice },
    UntagResource: { resourceArn: `${resourceArn}0`, tagKeys: ['a'] },
    UploadLayerPart: {
      ...repository,
      uploadId,
      partFirstByte: 5,
      partLastByte: 5,
      layerPartBlob: Buffer.from('a'),
    },
  }
}
