import type { Context } from './release/context.ts'
import { alignRows } from './release/table.ts'
import { runVerb } from './release/verb.ts'
import { requireRepositoryUri } from './resources/image.ts'
import { type Listed, listImages } from './resources/images.ts'

/** Lists the images in the repositories, newest first, with the parts of an image index below it. */
export async function images(context: Context): Promise<void> {
  const { print } = context
  for (const service of context.services) {
    const uri = await requireRepositoryUri(context, service)
    const found = await listImages(context, service)
    print(`${uri} has ${found.length === 1 ? '1 image' : `${found.length} images`}`)
    for (const line of table(found.flatMap((image) => rows(image)))) print(line)
  }
}

const rows = (image: Listed, indent = ''): string[][] => [
  [
    indent + shortDigest(image),
    `${((image.detail.imageSizeInBytes ?? 0) / 1e6).toFixed(1)} MB`,
    image.detail.imagePushedAt?.toISOString().slice(0, 19).replace('T', ' ') ?? '',
    image.platform,
    (image.detail.imageTags ?? []).toSorted().join(', ') || (indent ? '' : 'untagged'),
  ],
  ...image.parts.flatMap((part) => rows(part, `${indent}  `)),
]

/** Twelve hexadecimal digits, as Docker shows digests. */
const shortDigest = ({ detail }: Listed) => detail.imageDigest!.slice(0, 'sha256:'.length + 12)

const header = ['digest', 'size', 'pushed (UTC)', 'platform', 'tags']

export function table(rows: string[][], columns = process.stdout.columns): string[] {
  if (rows.length === 0) return []
  const [head, ...lines] = alignRows([header, ...rows], { columns })
  return [head![0]!, ...lines.flat()]
}

if (import.meta.main) await runVerb('images', images)
