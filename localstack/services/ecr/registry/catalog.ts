import type { ServerResponse } from 'node:http'
import { invalidEcrParameter } from '../invalid.ts'
import { registry } from '../state.ts'
import type { Sender } from './login.ts'
import { pageOfNames } from './name-page.ts'
import { checkRegistryPermission } from './permission.ts'

const defaultPage = 100
const maxPage = 1000

/** The path of the list of repositories, which only private registries have. */
export const catalogPath = '/v2/_catalog'

/**
 * Lists the repositories of the login's registry. ECR looks at `n` as at the `maxResults` of DescribeRepositories:
 * https://github.com/google/go-containerregistry/issues/1091
 */
export function sendCatalog(response: ServerResponse, { searchParams }: URL, sender: Sender): void {
  checkRegistryPermission(sender, { repositoryName: '*' }, 'DescribeRepositories')
  const size = Number(searchParams.get('n') ?? defaultPage)
  if (!(size <= maxPage)) throw invalidSize(`less than or equal to ${maxPage}`)
  if (!(size >= 1)) throw invalidSize('greater than or equal to 1')
  const { page, next } = pageOfNames(sender.scope.state(registry).repositories.keys(), {
    last: searchParams.get('last') ?? '',
    size,
  })
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    ...(next && {
      link: `<${catalogPath}?last=${encodeURIComponent(next)}&n=${size}>; rel="next"`,
    }),
  })
  response.end(JSON.stringify({ repositories: page }))
}

const invalidSize = (bound: string) =>
  invalidEcrParameter('maxResults', `Member must have value ${bound}`)
