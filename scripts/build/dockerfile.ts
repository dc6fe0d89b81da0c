/** The parts of a Dockerfile that say where it starts from. */
interface Instruction {
  name: string
  rest: string
}

/**
 * Lists the images that a Dockerfile starts from or copies from, with its build arguments filled in.
 * Names of its own stages and of named contexts are not among them.
 */
export function baseImagesOf(
  dockerfile: string,
  { args, contexts }: { args: Record<string, string | null>; contexts: string[] },
): string[] {
  const stages = new Set(['scratch', '', ...contexts])
  const values: Record<string, string> = {}
  const images = new Set<string>()
  const add = (name: string) => {
    if (!stages.has(name.toLowerCase()) && !/^\d+$/.test(name)) images.add(name)
  }
  let isGlobal = true
  for (const { name, rest } of instructionsOf(dockerfile)) {
    if (name === 'ARG' && isGlobal) {
      const [, variable = '', value = ''] = /^(\w+)(?:=(.*))?$/.exec(rest.trim()) ?? []
      values[variable] = args[variable] ?? fillIn(unquoted(value), values)
    }
    if (name === 'FROM') {
      isGlobal = false
      const [image = '', , stage] = rest
        .replace(/^\s*--platform=\S+/, '')
        .trim()
        .split(/\s+/)
      add(fillIn(image, values))
      if (stage) stages.add(stage.toLowerCase())
    }
    const from = name === 'RUN' ? /--mount=\S*?\bfrom=([^,\s]+)/g : /--from=(\S+)/g
    if (['COPY', 'ADD', 'RUN'].includes(name))
      for (const [, image = ''] of rest.matchAll(from)) add(fillIn(image, values))
  }
  return [...images]
}

/** Joins continued lines, and leaves out comments and here-documents. */
function instructionsOf(dockerfile: string): Instruction[] {
  const escape = /^#\s*escape\s*=\s*`/im.test(dockerfile) ? '`' : '\\'
  const instructions: Instruction[] = []
  let line = ''
  let ends: string[] = []
  for (const text of dockerfile.split(/\r?\n/)) {
    if (ends.length > 0) {
      if (text.replace(/^\t+/, '') === ends[0]) ends.shift()
      continue
    }
    if (/^\s*#/.test(text)) continue
    const whole = text.trimEnd()
    line += whole.endsWith(escape) ? `${whole.slice(0, -1)} ` : whole
    if (whole.endsWith(escape)) continue
    const [, name = '', rest = ''] = /^\s*(\w+)\s*(.*)$/.exec(line) ?? []
    instructions.push({ name: name.toUpperCase(), rest })
    if (/^(RUN|COPY|ADD)$/i.test(name))
      ends = Array.from(rest.matchAll(/<<-?["']?(\w+)["']?/g), ([, word]) => word!)
    line = ''
  }
  return instructions
}

const unquoted = (text: string) => text.replace(/^(["'])(.*)\1$/, '$2')

/** `$X`, `${X}`, `${X:-default}` and `${X:+other}`. */
const fillIn = (text: string, values: Record<string, string>): string =>
  text.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?::([-+])([^}]*))?\})/g,
    (_, plain: string, name = plain, operator: string, word: string) => {
      const value = values[name] ?? ''
      if (operator === '-') return value || word
      return operator === '+' ? value && word : value
    },
  )
