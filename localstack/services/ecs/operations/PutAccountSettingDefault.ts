import type {
  PutAccountSettingDefaultCommandInput,
  PutAccountSettingDefaultCommandOutput,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../service.ts'
import { everyPrincipal, putSetting } from '../account-setting.ts'

export const PutAccountSettingDefault: Operation<
  PutAccountSettingDefaultCommandInput,
  PutAccountSettingDefaultCommandOutput
> = ({ name, value }, call) => ({
  setting: putSetting(call, { name, value, principalArn: everyPrincipal(call) }),
})
