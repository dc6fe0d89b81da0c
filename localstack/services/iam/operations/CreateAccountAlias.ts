import type {
  CreateAccountAliasCommandInput,
  CreateAccountAliasCommandOutput,
} from '@aws-sdk/client-iam'
import { accountAliasesOf } from '../state.ts'
import type { Operation } from '../../service.ts'

/** An account has one alias: a new one replaces it. */
export const CreateAccountAlias: Operation<
  CreateAccountAliasCommandInput,
  CreateAccountAliasCommandOutput
> = ({ AccountAlias }, call) => {
  const aliases = accountAliasesOf(call)
  aliases.clear()
  aliases.add(AccountAlias)
  return {}
}
