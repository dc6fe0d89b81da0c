import { completionFor } from './help/completion.ts'
import { type Call, main } from './release/cli.ts'
import { exitCodes } from './release/exit-codes.ts'
import type { ResultOf } from './release/results.ts'
import { alignRows } from './release/table.ts'
import { flagsOf, groups, usageOf, type VerbName, verbs } from './verbs.ts'

/** Returns all verbs, or prints their completion for a shell. */
async function help({ flags: { completion }, stream }: Call): Promise<ResultOf<'help'>> {
  if (typeof completion !== 'string') return { verbs: describeVerbs() }
  stream.write(completionFor(completion))
  return {}
}

const describeVerbs = () =>
  (Object.keys(verbs) as VerbName[]).map((name) => ({
    name,
    group: groups[verbs[name].group],
    help: verbs[name].help,
    usage: usageOf(name),
    flags: Object.fromEntries(
      Object.entries(flagsOf(name)).map(([flag, about]) => [`--${flag}`, about.help]),
    ),
  }))

/** The screen of `npm run help`. */
export function helpScreen({ verbs: all }: ResultOf<'help'>): string[] {
  if (!all) return []
  const width = Math.max(...all.map(({ name }) => name.length))
  const byGroup = Map.groupBy(all, ({ group }) => group)
  const codes = Object.values(exitCodes).map(([code, about]) => [`  ${code}`, about])
  return [
    'npm run <verb> -- <flags and words>',
    ...Array.from(byGroup, ([group, own]) => [
      `${group}:`,
      ...own.map((verb) => `  ${verb.name.padEnd(width)}  ${verb.help}`),
    ]).flat(),
    'Exit codes:',
    ...alignRows(codes).flat(),
    'More: `npm run <verb> -- --help` has the flags. README.md, and docs/: your-app.md, aws.md, json.md,',
    'troubleshooting.md. Completion: `source <(npm run --silent help -- --completion=bash)`',
  ]
}

if (import.meta.main) await main('help', help, helpScreen)
