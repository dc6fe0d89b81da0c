import { dockerFlags, onOrOff } from './setting-kinds.ts'
import { readSettings, settingText, variables } from './settings.ts'

/** Lists settings that are allowed but probably a mistake. */
export function settingWarnings(env: NodeJS.ProcessEnv): string[] {
  const { host, inContainer } = readSettings(env)
  const isOpen = !inContainer && ['0.0.0.0', '::'].includes(host)
  const debug = settingText(env, 'DEBUG')
  return [
    ...Object.keys(env).flatMap(misspelt),
    ...(['ECS_DOCKER_FLAGS', 'LAMBDA_DOCKER_FLAGS'] as const).flatMap((name) => {
      const others = dockerFlags.read(settingText(env, name) ?? '')?.others
      return others ? `${name}: '${others}' has no effect here, only labels have.` : []
    }),
    ...(debug !== undefined && onOrOff.read(debug) === undefined
      ? [`DEBUG is '${debug}' and counts as off: it is on with 1.`]
      : []),
    ...(isOpen
      ? [
          `GATEWAY_LISTEN is '${settingText(env, 'GATEWAY_LISTEN')}': every machine of the network can use the emulator and, through it, the Docker engine.`,
        ]
      : []),
  ]
}

/** A warning about a variable that is not read and has nearly the name of one that is. */
function misspelt(name: string): string[] {
  const known = Object.keys(variables)
  const bare = name.replace(/^LOCALSTACK_/, '')
  if (known.includes(name) || known.includes(bare)) return []
  const meant = known.find((each) => isNear(letters(bare), letters(each)))
  return meant ? [`${name} is not read: is ${meant} meant?`] : []
}

const letters = (name: string) => name.toUpperCase().replaceAll('_', '')

/** Longer names may differ in more places; short ones would be mistaken for other programs' variables. */
function isNear(name: string, known: string): boolean {
  const most = Math.floor(known.length / 6)
  // Nearly every variable ends here: comparing all letters of all names would cost 7 MB at the start.
  if (Math.abs(name.length - known.length) > most) return false
  return distance(name, known) <= most
}

/** https://en.wikipedia.org/wiki/Levenshtein_distance */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (let column = 0; column < b.length; column += 1)
      next.push(
        Math.min(
          row[column]! + (letter === b[column] ? 0 : 1),
          row[column + 1]! + 1,
          next[column]! + 1,
        ),
      )
    row = next
  }
  return row[b.length]!
}
