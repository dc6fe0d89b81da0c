import type { Context } from './release/context.ts'
import { runVerb } from './release/verb.ts'
import { theRepositoryUri } from './resources/image.ts'
import { type Listed, listImages } from './resources/images.ts'

/** Shows what is in the repository, the newest first, the parts of an image index below it. */
export async function images(context: Context): Promise<void> {
  const { say } = context
  const uri = await theRepositoryUri(context)
  const found = await listImages(context)
  say(`${uri} has ${found.length === 1 ? '1 image' : `${found.length} images`}`)
  for (const line of table(found.flatMap((image) => rows(image)))) say(line)
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

/** Twelve hexadecimal digits, as docker shows digests: enough to find an image again. */
const shortDigest = ({ detail }: Listed) => detail.imageDigest!.slice(0, 'sha256:'.length + 12)

const header = ['digest', 'size', 'pushed (UTC)', 'platform', 'tags']

/** Tags, which may be commits, are on lines of their own where the terminal is too narrow for them. */
export function table(rows: string[][], columns = process.stdout.columns ?? Infinity): string[] {
  if (rows.length === 0) return []
  const wide = aligned([header, ...rows])
  if (wide.every((line) => line.length <= columns)) return wide
  const [head = '', ...narrow] = aligned([header, ...rows].map((row) => row.slice(0, -1)))
  return [head, ...narrow.flatMap((line, index) => [line, ...ownLine(rows[index]!.at(-1)!)])]
}

const ownLine = (tags: string) => (tags ? [`  ${tags}`] : [])

function aligned(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
}

if (import.meta.main) await runVerb('images', images)
