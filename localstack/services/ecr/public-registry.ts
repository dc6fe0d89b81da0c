import { publicRegion } from '../../kernel/region.ts'
import type { Scope } from '../../kernel/scope.ts'

/** True if a scope is an account's public registry. */
export const isPublicRegistry = ({ region }: Pick<Scope, 'region'>) => region === publicRegion

/** The service that IAM actions and ARNs of a scope's repositories name. */
export const serviceOf = (scope: Pick<Scope, 'region'>) =>
  isPublicRegistry(scope) ? 'ecr-public' : 'ecr'

const aliasBase = 36
/** Makes every alias eight characters long with a letter in front, as AWS's default aliases are. */
const aliasOffset = 10 * aliasBase ** 7
const accounts = 10 ** 12

/** The default alias of an account's public registry: the account's number, readable backwards. */
export const publicAlias = (account: string) => (aliasOffset + Number(account)).toString(aliasBase)

/** Splits `<alias>/<repository>`; undefined when what comes first can be no account's alias. */
export function parsePublicPath(
  path: string,
): { alias: string; account: string; repositoryName: string } | undefined {
  const [, alias = '', repositoryName] = /^([a-z][a-z0-9]{7})\/(.+)$/.exec(path) ?? []
  const number = Number.parseInt(alias, aliasBase) - aliasOffset
  if (repositoryName === undefined || number >= accounts) return undefined
  return { alias, account: String(number).padStart(12, '0'), repositoryName }
}
