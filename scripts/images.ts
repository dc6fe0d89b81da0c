import { imagesOf } from './release/app-images.ts'
import type { Context } from './release/context.ts'
import { alignRows } from './release/table.ts'
import { runVerb } from './release/verb.ts'
import { requireRepositoryUri } from './resources/image.ts'
import { type Listed, listImages } from './resources/images.ts'
import { countRunning } from './resources/running-images.ts'

/** Lists the images in the repositories, newest first, with the parts of an image index below it. */
export async function images(context: Context): Promise<void> {
  const { app, services, print } = context
  const running = await countRunning(context)
  for (const image of imagesOf(app, services)) {
    const uri = await requireRepositoryUri(context, image)
    const found = await listImages(context, image)
    print(`${uri} has ${found.length === 1 ? '1 image' : `${found.length} images`}`)
    const tasksOf = ({ detail }: Listed) => running.get(`${uri}@${detail.imageDigest}`) ?? 0
    for (const line of table(found.flatMap((one) => rows(one, tasksOf)))) print(line)
  }
}

const rows = (image: Listed, tasksOf: (image: Listed) => number, indent = ''): string[][] => [
  [
    indent + shortDigest(image),
    `${((image.detail.imageSizeInBytes ?? 0) / 1e6).toFixed(1)} MB`,
    image.detail.imagePushedAt?.toISOString().slice(0, 19).replace('T', ' ') ?? '',
    image.platform,
    String(tasksOf(image) || ''),
    (image.detail.imageTags ?? []).toSorted().join(', ') || (indent ? '' : 'untagged'),
  ],
  ...image.parts.flatMap((part) => rows(part, tasksOf, `${indent}  `)),
]

/** Twelve hexadecimal digits, as Docker shows digests. */
const shortDigest = ({ detail }: Listed) => detail.imageDigest!.slice(0, 'sha256:'.length + 12)

const header = ['digest', 'size', 'pushed (UTC)', 'platform', 'tasks', 'tags']

export function table(rows: string[][], columns = process.stdout.columns): string[] {
  if (rows.length === 0) return []
  const [head, ...lines] = alignRows([header, ...rows], { columns })
  return [head![0]!, ...lines.flat()]
}

if (import.meta.main) await runVerb('images', images)
