import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { App } from '../release/app.ts'
import { rolesOf, taskRolesOf } from '../release/roles.ts'
import type { Values } from '../release/template.ts'
import { placeValues } from '../resources/account.ts'
import { policyLines } from './policy-table.ts'
import { compareUse, type IamRequest } from './policy-use.ts'
import type { Show } from './show.ts'

/**
 * Runs a release twice, because the second one updates what the first one creates. Then reports the
 * permissions that its roles used or lacked, also if a release failed.
 */
export async function withPolicies(
  show: Show,
  app: App,
  release: (...registering: string[]) => Promise<void>,
): Promise<void> {
  const twice = async () => {
    await release()
    show.print('second release, on what the first one created')
    await release('--force')
  }
  const failure = await twice().then(
    () => undefined,
    (error: Error) => error,
  )
  const missing = await show.step('policy', async ({ print }) => {
    const values = await readValues(app)
    const roles = [...Object.values(rolesOf(app, values)), ...taskRolesOf(app, values)]
    const uses = compareUse(roles, await readRequests())
    for (const line of policyLines(uses, process.stdout)) print(line)
    return uses.flatMap((use) => use.missing)
  })
  if (failure) throw failure
  if (missing.length > 0) throw new Error(`${missing.length} permissions are missing (✘ above)`)
}

/** The permissions that calls needed since the emulator started. LocalStack does not record them. */
async function readRequests(): Promise<IamRequest[]> {
  const url = new URL('/_localstack/iam/requests', process.env.AWS_ENDPOINT_URL)
  const response = await fetch(url)
  if (response.ok) return (await response.json()) as IamRequest[]
  throw new Error(
    `${url} answers ${response.status}: only the embedded emulator records IAM's decisions`,
  )
}

async function readValues(app: App): Promise<Values> {
  const sts = new STSClient()
  const { Account } = await sts.send(new GetCallerIdentityCommand())
  return placeValues(app, { account: Account!, region: await sts.config.region() })
}
