import type { Handler } from './exchange.ts'
import { RegistryError } from './errors.ts'
import { pageOfNames } from './name-page.ts'

const defaultPage = 1000

/** Lists tags in order, page by page (`?n=&last=`, and a Link to the next one). */
export const getTags: Handler = ({ name, repository: { tags }, response, url }) => {
  const n = Number(url.searchParams.get('n') ?? defaultPage)
  if (!Number.isInteger(n) || n < 0)
    throw new RegistryError(400, 'PAGINATION_NUMBER_INVALID', 'n must be a whole number')
  const { page, next } = pageOfNames(tags.keys(), {
    last: url.searchParams.get('last') ?? '',
    size: Math.min(n, defaultPage),
  })
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(next && { link: `</v2/${name}/tags/list?n=${n}&last=${next}>; rel="next"` }),
  })
  response.end(JSON.stringify({ name, tags: page }))
}
