import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  ListOpenIDConnectProvidersCommand,
  paginateListRoles,
} from '@aws-sdk/client-iam'
import { isProduction, isShared, tagList } from '../release/app.ts'
import { unlessMissing } from '../release/aws.ts'
import type { Context } from '../release/context.ts'

const issuer = 'token.actions.githubusercontent.com'
const audience = 'sts.amazonaws.com'
const what = `OIDC provider ${issuer}`

/** An account has one provider for GitHub, for all its repositories. */
export async function findOidcProvider({ aws }: Context) {
  const { OpenIDConnectProviderList = [] } = await aws.iam.send(
    new ListOpenIDConnectProvidersCommand(),
  )
  const arn = OpenIDConnectProviderList.find(({ Arn }) => Arn!.endsWith(`/${issuer}`))?.Arn
  if (!arn) return undefined
  const { ClientIDList = [], Tags } = await aws.iam.send(
    new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn }),
  )
  return { arn, audiences: ClientIDList, ours: isShared(Tags) }
}

/** Makes the account accept tokens of GitHub's issuer. */
export async function ensureOidcProvider(context: Context): Promise<void> {
  const { aws, app, changes } = context
  const provider = await findOidcProvider(context)
  if (!provider) {
    await changes.create(what, async () => {
      const created = aws.iam.send(
        new CreateOpenIDConnectProviderCommand({
          Url: `https://${issuer}`,
          ClientIDList: [audience],
          Tags: tagList(app),
        }),
      )
      // The bootstrap of another app may have come first.
      const made = await unlessMissing(created, 'EntityAlreadyExistsException')
      return made?.OpenIDConnectProviderArn
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

/** The provider, if bootstrap created it and no other app's role trusts it. */
export async function findOwnOidcProvider(context: Context) {
  const provider = await findOidcProvider(context)
  const isOwn = provider?.ours && !(await hasOtherUsers(context, provider.arn))
  return isOwn ? provider : undefined
}

async function hasOtherUsers({ aws, app }: Context, arn: string): Promise<boolean> {
  for await (const { Roles = [] } of paginateListRoles({ client: aws.iam }, {})) {
    const own = [app.deployRole, ...(isProduction(app) ? [app.pushRole] : [])]
    const others = Roles.filter(({ RoleName }) => !own.includes(RoleName!))
    const trusts = others.map((role) => decodeURIComponent(role.AssumeRolePolicyDocument ?? ''))
    if (trusts.some((trust) => trust.includes(arn))) return true
  }
  return false
}

export async function removeOidcProvider(context: Context): Promise<void> {
  const { aws, changes } = context
  const provider = await findOidcProvider(context)
  if (!provider) return
  const own = await findOwnOidcProvider(context)
  await changes.remove(what, own !== undefined, () =>
    aws.iam.send(
      new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: provider.arn }),
    ),
  )
}
