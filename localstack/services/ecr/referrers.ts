import type { Scope } from '../../kernel/scope.ts'
import { readManifest } from './content.ts'
import { parseManifest } from './manifest.ts'
import type { RepositoryRecord } from './records.ts'

/** The manifests of a repository that refer to a digest as their `subject`; an unknown digest has none. */
export const referrersOf = (scope: Scope, { images }: RepositoryRecord, subject: string) =>
  [...images.values()]
    .filter((image) => image.subject === subject)
    .map(({ digest, mediaType, artifactMediaType: artifactType }) => {
      const bytes = readManifest(scope, digest)
      const { annotations } = parseManifest(bytes, mediaType)
      return { mediaType, digest, size: bytes.length, artifactType, annotations }
    })
