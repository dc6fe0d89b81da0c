import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProvidersCommand,
} from '@aws-sdk/client-iam'
import { isOurs, tagList } from '../lib/app.ts'
import type { Context } from '../lib/context.ts'

const issuer = 'token.actions.githubusercontent.com'
const audience = 'sts.amazonaws.com'
const what = `OIDC provider ${issuer}`

/** An account has one provider for GitHub, which may serve other repositories too. */
export async function findOidcProvider({ aws, app }: Context) {
  const { OpenIDConnectProviderList = [] } = await aws.iam.send(
    new ListOpenIDConnectProvidersCommand(),
  )
  const arn = OpenIDConnectProviderList.find(({ Arn }) => Arn!.endsWith(`/${issuer}`))?.Arn
  if (!arn) return undefined
  const { ClientIDList = [], Tags } = await aws.iam.send(
    new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
  )
  return { arn, audiences: ClientIDList, ours: isOurs(app, Tags) }
}

/** Lets the account believe what GitHub says about its workflows. */
export async function ensureOidcProvider(context: Context): Promise<void> {
  const { aws, app, changes } = context
  const provider = await findOidcProvider(context)
  if (!provider) {
    await changes.create(what, async () => {
      const { OpenIDConnectProviderArn } = await aws.iam.send(
        new CreateOpenIDConnectProviderCommand({
          Url: `https://${issuer}`,
          ClientIDList: [audience],
          Tags: tagList(app),
        }),
      )
      return OpenIDConnectProviderArn
    })
  } else if (provider.audiences.includes(audience)) {
    changes.unchanged(what)
  } else {
    await changes.update(what, () =>
      aws.iam.send(
        new AddClientIDToOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: provider.arn,
          ClientID: audience,
        }),
      ),
    )
  }
}

/** Removes the provider, unless somebody else made it. */
export async function removeOidcProvider(context: Context): Promise<void> {
  const { aws, changes } = context
  const provider = await findOidcProvider(context)
  if (!provider) return
  await changes.remove(what, provider.ours, () =>
    aws.iam.send(
      new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: provider.arn }),
    ),
  )
}
