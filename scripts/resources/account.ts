import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { Context } from '../release/context.ts'
import type { Values } from '../release/template.ts'

export interface Place {
  account: string
  region: string
  caller: string
}

/** Asks AWS whose credentials these are, which is where everything that follows will happen. */
export async function findPlace({ aws }: Context): Promise<Place> {
  const { Account, Arn } = await aws.sts.send(new GetCallerIdentityCommand())
  return { account: Account!, region: await aws.sts.config.region(), caller: Arn! }
}

/** What every file of `.aws/` may name. */
export const placeValues = ({ app }: Context, { account, region }: Place): Values => ({
  APP_NAME: app.name,
  ACCOUNT_ID: account,
  REGION: region,
})
