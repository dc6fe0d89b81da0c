/** A repository of a registry. */
export interface RegistryRepository {
  /** As in an image's name: `docker.io`, `localhost:5000`. */
  host: string
  name: string
}

/** An image's name in its parts. */
export interface ImageReference extends RegistryRepository {
  tag: string
  digest: string | undefined
}

/** Reads an image's name as Docker does: `redis` is `docker.io/library/redis:latest`. */
export function parseReference(text: string): ImageReference {
  const [, path = '', tag, digest] =
    /^(.+?)(?::([\w][\w.-]*))?(?:@(\w+:[0-9a-f]+))?$/.exec(text) ?? []
  const [first = '', ...rest] = path.split('/')
  const hasHost = rest.length > 0 && /[.:]|^localhost$/.test(first)
  const [host, name] = hasHost ? [first, rest.join('/')] : ['docker.io', path]
  const isOfficial = host === 'docker.io' && !name.includes('/')
  return { host, name: isOfficial ? `library/${name}` : name, tag: tag ?? 'latest', digest }
}
