import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { App } from '../release/app.ts'
import type { Context } from '../release/context.ts'
import { readEnvironmentFile } from '../release/environment-file.ts'
import type { Values } from '../release/template.ts'

export interface Place {
  account: string
  region: string
  caller: string
}

/** Finds the account and the region of the credentials. */
export async function findPlace({ aws }: Pick<Context, 'aws'>): Promise<Place> {
  const { Account, Arn } = await aws.sts.send(new GetCallerIdentityCommand())
  return { account: Account!, region: await aws.sts.config.region(), caller: Arn! }
}

/** The placeholders of every file of `.aws/`. */
export const placeValues = (app: App, { account, region }: Omit<Place, 'caller'>): Values => ({
  APP_NAME: app.name,
  ENVIRONMENT: app.environment,
  ACCOUNT_ID: account,
  REGION: region,
  ...readEnvironmentFile(app.environment),
})
