import type {
  PutAccountSettingCommandInput,
  PutAccountSettingCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { putSetting } from '../account-setting.ts'

export const PutAccountSetting: Operation<
  PutAccountSettingCommandInput,
  PutAccountSettingCommandOutput
> = ({ name, value, principalArn }, call) => ({
  setting: putSetting(call, { name, value, principalArn: principalArn ?? call.caller.arn }),
})
