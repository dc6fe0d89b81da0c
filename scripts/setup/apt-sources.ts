export interface AptSource {
  uri: string
  suites: string[]
  components: string[]
  signedBy?: string
}

/** Parses apt's sources, in either of its formats. */
export function parseSources(text: string): AptSource[] {
  return /^Types:/m.test(text) ? parseDeb822(text) : parseOneLine(text)
}

/** Finds the source of a suite itself, not of its updates or security fixes. */
export function findSource(suite: string, sources: AptSource[]): AptSource | undefined {
  return sources.find(({ suites, components }) => suites.includes(suite) && components[0])
}

function parseDeb822(text: string): AptSource[] {
  return text
    .replace(/^#.*\n?/gm, '')
    .split(/\n\s*\n/)
    .map(fieldsOf)
    .filter(({ types, enabled }) => words(types).includes('deb') && enabled !== 'no')
    .flatMap((fields) =>
      words(fields.uris).map((uri) => ({
        uri,
        suites: words(fields.suites),
        components: words(fields.components),
        ...signedBy(fields['signed-by']),
      })),
    )
}

function fieldsOf(stanza: string): Record<string, string> {
  const unfolded = stanza.replace(/\n[ \t]+/g, ' ')
  const fields = [...unfolded.matchAll(/^([\w-]+):[ \t]*(.*)$/gm)]
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name.toLowerCase(), value]))
}

const oneLine = /^deb(?:[ \t]+\[([^\]]*)\])?[ \t]+(\S+)[ \t]+(\S+)([^#\n]*)/gm

function parseOneLine(text: string): AptSource[] {
  return [...text.matchAll(oneLine)].map(([, options = '', uri = '', suite = '', rest]) => ({
    uri,
    suites: [suite],
    components: words(rest),
    ...signedBy(/signed-by=(\S+)/.exec(options)?.[1]),
  }))
}

function signedBy(path: string | undefined) {
  return path?.startsWith('/') ? { signedBy: path } : {}
}

function words(text = '') {
  return text.split(/\s+/).filter(Boolean)
}
