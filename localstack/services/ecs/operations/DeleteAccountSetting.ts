import type {
  DeleteAccountSettingCommandInput,
  DeleteAccountSettingCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { deleteSetting } from '../account-setting.ts'

export const DeleteAccountSetting: Operation<
  DeleteAccountSettingCommandInput,
  DeleteAccountSettingCommandOutput
> = ({ name, principalArn }, call) => ({
  setting: deleteSetting(call, principalArn ?? call.caller.arn, name),
})
