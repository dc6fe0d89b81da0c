import { parseArgs } from 'node:util'
import { flagsOf, type Verb, type VerbName, verbs } from '../verbs.ts'
import { BadInput } from './exit-codes.ts'
import { hint } from './nearest.ts'

/** The flags of a call, by name. */
export type Flags = Record<string, string | boolean | undefined>

export interface Arguments {
  flags: Flags
  words: string[]
}

/** Reads the arguments of a verb. Each mistake is one sentence. */
export function readArguments(verb: VerbName, args: string[], env = process.env): Arguments {
  const known = flagsOf(verb)
  checkNpm(verb, env)
  const options = { ...known, help: { ...known.help!, short: 'h' } }
  const { tokens } = parseArgs({
    args,
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const flags: Flags = {}
  const words: string[] = []
  const isBehindEnd = (index: number) =>
    tokens.some((token) => token.kind === 'option-terminator' && token.index < index)
  for (const token of tokens)
    if (token.kind === 'option') flags[token.name] = valueOf(token, known, flags)
    else if (token.kind === 'positional') {
      if (isBehindEnd(token.index) && token.value.startsWith('-'))
        throw new BadInput(
          `${token.value} stands behind a second --, where it is not read as a flag: \`npm run ${verb} -- ${token.value}\``,
        )
      words.push(token.value)
    }
  const { words: taken } = verbs[verb] as Verb
  if (words.length > 0 && !taken && !flags.help)
    throw new BadInput(`it takes no word, such as '${words[0]}'`)
  return { flags, words }
}

interface OptionToken {
  name: string
  rawName: string
  value: string | undefined
  inlineValue: boolean | undefined
}

function valueOf(
  { name, rawName, value, inlineValue }: OptionToken,
  known: ReturnType<typeof flagsOf>,
  before: Flags,
): string | boolean {
  const flag = Object.hasOwn(known, name) ? known[name]! : undefined
  const names = Object.keys(known).map((one) => `--${one}`)
  if (!flag) throw new BadInput(`it has no flag ${rawName}: ${hint(rawName, names, 'it takes')}`)
  if (before[name] !== undefined) throw new BadInput(`${rawName} was given twice`)
  if (flag.type === 'boolean') {
    if (value !== undefined)
      throw new BadInput(`${rawName} takes no value, such as "${value}": leave it out`)
    return true
  }
  if (!value || (!inlineValue && value.startsWith('-')))
    throw new BadInput(`${rawName} needs a value: ${rawName}=<value>`)
  return value
}

/**
 * `npm run deploy --dry-run` does not pass the flag on: npm takes what stands before `--` for its own
 * settings, and the verb would change what it was only to report.
 */
function checkNpm(verb: VerbName, env: NodeJS.ProcessEnv): void {
  if (env.npm_lifecycle_event !== verb) return
  for (const [name, { type }] of Object.entries(flagsOf(verb)))
    if (env[`npm_config_${name.replaceAll('-', '_')}`] !== undefined)
      throw new BadInput(
        `npm took --${name} for its own: write \`npm run ${verb} -- --${name}${type === 'string' ? '=<value>' : ''}\`, with -- before the flags of the verb`,
      )
}
