import type {
  GetAccessKeyInfoCommandInput,
  GetAccessKeyInfoCommandOutput,
} from '@aws-sdk/client-sts'
import { accountOfKey } from '../../iam/public.ts'
import { type Operation, readOnly } from '../../service.ts'

export const GetAccessKeyInfo: Operation<
  GetAccessKeyInfoCommandInput,
  GetAccessKeyInfoCommandOutput
> = readOnly(({ AccessKeyId }, call) => ({
  Account: accountOfKey(AccessKeyId) ?? call.settings.account,
}))
