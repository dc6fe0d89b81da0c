import { readFileSync } from 'node:fs'
import { isRegion } from '../../kernel/region.ts'

const file = new URL('./data/service-names.txt', import.meta.url)

/**
 * Checks a principal of a service. AWS has no list of them, so a name is rejected only if its form is wrong, or if it
 * is a slip of one that is known (`ecs-task.amazonaws.com`): not known itself, and one letter too many, missing,
 * wrong or swapped, after the first. No two of the 500 known names are this close. Digits and hyphens do not count
 * (`inspector2`, `access-analyzer`), nor do names of fewer than six characters.
 */
export function isServicePrincipal(value: string): boolean {
  const labels = /^([a-z0-9.-]+)\.amazonaws\.com(?:\.cn)?$/.exec(value)?.[1]?.split('.')
  if (!labels || labels.includes('')) return false
  const [name = '', ...more] = labels
  if (name.length < 6 || more.length > 1 || !more.every(isRegion)) return true
  const known = readFileSync(file, 'utf8').split('\n')
  return known.includes(name) || !known.some((one) => isSlip(name, one))
}

/** True if a text is a known name with one letter added, left out, changed, or swapped with the next. */
export function isSlip(text: string, known: string): boolean {
  if (text[0] !== known[0] || known.length < 6) return false
  const [longer, shorter] = text.length > known.length ? [text, known] : [known, text]
  let at = 0
  while (at < shorter.length && longer[at] === shorter[at]) at++
  const rest = (name: string, skipped: number) => name.slice(at + skipped)
  if (longer.length === shorter.length + 1)
    return isLetter(longer[at]) && rest(longer, 1) === rest(shorter, 0)
  if (longer.length !== shorter.length || !isLetter(longer[at]) || !isLetter(shorter[at]))
    return false
  const isSwapped = longer[at] === shorter[at + 1] && longer[at + 1] === shorter[at]
  return rest(longer, 1) === rest(shorter, 1) || (isSwapped && rest(longer, 2) === rest(shorter, 2))
}

const isLetter = (character: string | undefined) =>
  character !== undefined && /[a-z]/.test(character)
