import type {
  GetAccountSettingCommandInput,
  GetAccountSettingCommandOutput,
} from '@aws-sdk/client-ecr'
import { type Operation, readOnly } from '../../service.ts'
import { accountSetting, checkSettingName } from '../account-setting.ts'

export const GetAccountSetting: Operation<
  GetAccountSettingCommandInput,
  GetAccountSettingCommandOutput
> = readOnly(({ name }, call) => {
  checkSettingName(name)
  return { name, value: accountSetting(call, name) }
})
