import { imagesOf } from './release/app-images.ts'
import type { Context } from './release/context.ts'
import type { ResultOf } from './release/results.ts'
import { alignRows } from './release/table.ts'
import { dateTime } from './release/time.ts'
import { runVerb } from './release/verb.ts'
import { requireRepositoryUri } from './resources/image.ts'
import { type Listed, listImages } from './resources/images.ts'
import { countRunning } from './resources/running-images.ts'

/** Lists the images in the repositories, newest first, with the parts of an image index below it. */
export async function images(context: Context): Promise<ResultOf<'images'>> {
  const running = await countRunning(context)
  const repositories = []
  for (const image of imagesOf(context.app, context.services)) {
    const repository = await requireRepositoryUri(context, image)
    const found = await listImages(context, image)
    const tasksOf = (digest: string) => running.get(`${repository}@${digest}`) ?? 0
    repositories.push({ repository, images: found.flatMap((one) => resultsOf(one, tasksOf)) })
  }
  return { repositories }
}

type ImageResult = ResultOf<'images'>['repositories'][number]['images'][number]

/** An image, and the parts of an index behind it. */
function resultsOf(
  { detail, platform, parts }: Listed,
  tasksOf: (digest: string) => number,
  index?: string,
): ImageResult[] {
  const digest = detail.imageDigest!
  const own = {
    digest,
    index,
    bytes: detail.imageSizeInBytes ?? 0,
    pushed: detail.imagePushedAt?.toISOString(),
    platform,
    tasks: tasksOf(digest),
    tags: (detail.imageTags ?? []).toSorted(),
  }
  return [own, ...parts.flatMap((part) => resultsOf(part, tasksOf, digest))]
}

const linesOfImages = ({ repositories }: ResultOf<'images'>): string[] =>
  repositories.flatMap(({ repository, images }) => {
    const { length } = images.filter(({ index }) => index === undefined)
    const title = `${repository} has ${length === 1 ? '1 image' : `${length} images`}`
    return [title, ...table(images.map((image) => rowOf(image, depthOf(image, images))))]
  })

const depthOf = ({ index }: ImageResult, images: ImageResult[]): number => {
  const above = index && images.find(({ digest }) => digest === index)
  return above ? depthOf(above, images) + 1 : 0
}

const rowOf = (image: ImageResult, depth: number): string[] => [
  '  '.repeat(depth) + image.digest.slice(0, digestLength),
  `${(image.bytes / 1e6).toFixed(1)} MB`,
  image.pushed ? dateTime(new Date(image.pushed)) : '',
  image.platform,
  String(image.tasks || ''),
  image.tags.join(', ') || (depth > 0 ? '' : 'untagged'),
]

/** Twelve hexadecimal digits, as Docker shows digests. */
const digestLength = 'sha256:'.length + 12

const header = ['digest', 'size', 'pushed', 'platform', 'tasks', 'tags']

export function table(rows: string[][], columns = process.stdout.columns): string[] {
  if (rows.length === 0) return []
  const [head, ...lines] = alignRows([header, ...rows], { columns })
  return [head![0]!, ...lines.flat()]
}

if (import.meta.main) await runVerb('images', images, linesOfImages)
