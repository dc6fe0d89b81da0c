import type { Caller, Emulator } from '../operation.ts'

/** Who signs with this access key; a 12-digit key id is the account, as in LocalStack. */
export function callerOf(emulator: Emulator, accessKeyId: string | undefined): Caller {
  const key = accessKeyId ?? emulator.settings.account
  const account = /^\d{12}$/.test(key) ? key : emulator.settings.account
  return { account, arn: `arn:aws:iam::${account}:root`, userId: account, accessKeyId: key }
}
