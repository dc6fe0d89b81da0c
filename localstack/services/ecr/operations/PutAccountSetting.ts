import type {
  PutAccountSettingCommandInput,
  PutAccountSettingCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../service.ts'
import { checkSettingName, putAccountSetting } from '../account-setting.ts'

export const PutAccountSetting: Operation<
  PutAccountSettingCommandInput,
  PutAccountSettingCommandOutput
> = ({ name, value }, call) => {
  checkSettingName(name)
  putAccountSetting(call, name, value)
  return { name, value }
}
