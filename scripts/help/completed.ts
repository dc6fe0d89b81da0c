import { flagsOf, type Verb, type VerbName, verbs } from '../verbs.ts'

/** A verb as a shell completes it. */
export interface Completed {
  name: string
  help: string
  /** `--dry-run`, and `--to=` where a value follows. */
  flags: string[]
  /** The words that it takes; undefined where these are services of `.aws/`. */
  words: string[] | undefined
}

export const completedVerbs = (): Completed[] => (Object.keys(verbs) as VerbName[]).map(completed)

function completed(name: VerbName): Completed {
  const { help, words = '' } = verbs[name] as Verb
  const flags = Object.entries(flagsOf(name)).map(([flag, { type }]) =>
    type === 'string' ? `--${flag}=` : `--${flag}`,
  )
  const [, choice = ''] = /^<(\w+(?:\|\w+)+)>/.exec(words) ?? []
  const isService = words.includes('<service>')
  return { name, help, flags, words: isService ? undefined : choice.split('|').filter(Boolean) }
}
