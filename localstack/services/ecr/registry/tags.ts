import type { Handler } from './exchange.ts'
import { RegistryError } from './errors.ts'

const defaultPage = 1000

/** Lists tags in order, page by page (`?n=&last=`, and a Link to the next one). */
export const getTags: Handler = ({ name, repository: { tags }, response, url }) => {
  const n = Number(url.searchParams.get('n') ?? defaultPage)
  if (!Number.isInteger(n) || n < 0)
    throw new RegistryError(400, 'PAGINATION_NUMBER_INVALID', 'n must be a whole number')
  const last = url.searchParams.get('last') ?? ''
  const rest = [...tags.keys()].filter((tag) => tag > last).toSorted()
  const page = rest.slice(0, Math.min(n, defaultPage))
  const next = rest.length > page.length ? page.at(-1) : undefined
  response.writeHead(200, {
    'content-type': 'application/json',
    ...(next && { link: `</v2/${name}/tags/list?n=${n}&last=${next}>; rel="next"` }),
  })
  response.end(JSON.stringify({ name, tags: page }))
}
