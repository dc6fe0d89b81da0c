import type {
  GetAuthorizationTokenCommandInput,
  GetAuthorizationTokenCommandOutput,
} from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'
import { signToken, tokenLifetime } from '../token.ts'

export const GetAuthorizationToken: Operation<
  GetAuthorizationTokenCommandInput,
  GetAuthorizationTokenCommandOutput
> = ({ registryIds = [] }, call) => {
  const { region, caller } = call
  const expiresAt = new Date(call.clock.now().getTime() + tokenLifetime)
  const accounts = registryIds.length > 0 ? registryIds : [call.account]
  return {
    authorizationData: accounts.map((account) => {
      const password = signToken(call, { account, region, principal: caller.arn, expiresAt })
      return {
        authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
        expiresAt,
        proxyEndpoint: `http://${call.endpoint}`,
      }
    }),
  }
}
