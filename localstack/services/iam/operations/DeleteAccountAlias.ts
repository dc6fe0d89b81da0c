import type {
  DeleteAccountAliasCommandInput,
  DeleteAccountAliasCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { accountAliasesOf } from '../state.ts'
import type { Operation } from '../../service.ts'

export const DeleteAccountAlias: Operation<
  DeleteAccountAliasCommandInput,
  DeleteAccountAliasCommandOutput
> = ({ AccountAlias }, call) => {
  if (!accountAliasesOf(call).delete(AccountAlias))
    throw awsError(
      'NoSuchEntityException',
      `The account alias with name ${AccountAlias} cannot be found.`,
    )
  return {}
}
