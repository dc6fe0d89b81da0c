import type {
  CreateOpenIDConnectProviderCommandInput,
  CreateOpenIDConnectProviderCommandOutput,
} from '@aws-sdk/client-iam'
import { awsError } from '../../../kernel/errors.ts'
import { checkClientIds, checkThumbprints, oidcProviderArn } from '../oidc-provider.ts'
import { iamState } from '../state.ts'
import { withIamTags } from '../tags.ts'
import type { Operation } from '../../service.ts'
import type { OidcProviderRecord } from '../records.ts'

export const CreateOpenIDConnectProvider: Operation<
  CreateOpenIDConnectProviderCommandInput,
  CreateOpenIDConnectProviderCommandOutput
> = (input, call) => {
  const { oidcProviders } = call.state(iamState)
  const { Url, ClientIDList = [], ThumbprintList = [], Tags = [] } = input
  if (!URL.canParse(Url) || !Url.startsWith('https://'))
    throw awsError('InvalidInputException', 'Invalid Open ID Connect Provider URL')
  checkClientIds(ClientIDList)
  checkThumbprints(ThumbprintList)
  const Arn = oidcProviderArn(call, Url)
  if (oidcProviders.has(Arn))
    throw awsError('EntityAlreadyExistsException', `Provider with url ${Url} already exists.`)
  const provider: OidcProviderRecord = {
    Arn,
    Url: Url.replace('https://', ''),
    ClientIDList: [...new Set(ClientIDList)],
    ThumbprintList,
    CreateDate: call.clock.now(),
    Tags: withIamTags([], Tags),
  }
  oidcProviders.set(Arn, provider)
  return { OpenIDConnectProviderArn: Arn, ...(Tags.length > 0 && { Tags: provider.Tags }) }
}
