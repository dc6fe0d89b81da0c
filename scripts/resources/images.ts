import { type ImageDetail, paginateDescribeImages } from '@aws-sdk/client-ecr'
import { paginateDescribeImages as paginateDescribePublicImages } from '@aws-sdk/client-ecr-public'
import type { Context } from '../release/context.ts'
import type { AppImage } from '../release/app-images.ts'
import { type Contents, readContents } from './image-contents.ts'

/** An image in a listing. */
export interface Listed {
  detail: ImageDetail
  /** `linux/amd64`, or the kind of artifact. */
  platform: string
  /** The images of an index. Attestations are not listed: the platform mentions them. */
  parts: Listed[]
}

/** Lists everything in an image's repository, newest first. */
export const listImages = (context: Context, { repository }: AppImage): Promise<Listed[]> =>
  context.app.visibility === 'public'
    ? listPublicImages(context, repository)
    : listPrivateImages(context, repository)

/** ECR Public's API returns neither manifests nor layers, so that the platform is not known. */
async function listPublicImages({ aws }: Context, repositoryName: string): Promise<Listed[]> {
  const pages = paginateDescribePublicImages({ client: aws.ecrPublic }, { repositoryName })
  const listed: Listed[] = []
  for await (const { imageDetails = [] } of pages)
    for (const detail of imageDetails)
      listed.push({ detail, platform: kindOf(detail.imageManifestMediaType), parts: [] })
  return listed.toSorted(newestFirst)
}

const kindOf = (mediaType = '') => (/index|list/.test(mediaType) ? 'image index' : 'image')

async function listPrivateImages(context: Context, repositoryName: string): Promise<Listed[]> {
  const { aws } = context
  const details = new Map<string, ImageDetail>()
  for await (const { imageDetails = [] } of paginateDescribeImages(
    { client: aws.ecr },
    { repositoryName },
  ))
    for (const detail of imageDetails) details.set(detail.imageDigest!, detail)
  const contents = await readContents(context, repositoryName, [...details.keys()])
  return arrange(details, contents)
}

/** Puts images below their index, unless they have a tag of their own. */
function arrange(details: Map<string, ImageDetail>, contents: Map<string, Contents>): Listed[] {
  const list = (detail: ImageDetail): Listed => {
    const {
      platform = 'unknown',
      parts = [],
      attestations = [],
    } = contents.get(detail.imageDigest!) ?? {}
    const attested = attestations.length > 0 ? ', attested' : ''
    return {
      detail,
      platform: platform + attested,
      parts: parts.flatMap((digest) => details.get(digest) ?? []).map(list),
    }
  }
  const below = new Set(
    [...contents.values()].flatMap(({ parts, attestations }) => [...parts, ...attestations]),
  )
  return [...details.values()]
    .filter(({ imageDigest, imageTags }) => imageTags?.length || !below.has(imageDigest!))
    .map(list)
    .toSorted(newestFirst)
}

const newestFirst = (one: Listed, other: Listed) => pushedAt(other) - pushedAt(one)

const pushedAt = ({ detail }: Listed) => detail.imagePushedAt?.getTime() ?? 0
