import type { Value } from './expression.ts'
import type { Run } from './run.ts'

/** The event that started the workflow, as far as it is known on one machine: `github.event`. */
export function payloadOf({ app, event, sha, inputs }: Run): { [name: string]: Value } {
  const [login = '', name = ''] = app.repository!.split('/')
  const repository = {
    ...(app.repositoryId && { id: Number(app.repositoryId) }),
    name,
    full_name: app.repository!,
    private: true,
    default_branch: app.branch,
    html_url: `https://github.com/${app.repository}`,
    owner: { login, name: login },
  }
  const sender = { login }
  switch (event.name) {
    case 'push':
      return {
        repository,
        sender,
        ref: event.ref,
        before: '0'.repeat(40),
        after: sha,
        head_commit: { id: sha },
      }
    case 'pull_request': {
      const head = { ref: 'a-change', sha, label: `${login}:a-change`, repo: repository }
      const base = { ref: app.branch, sha, label: `${login}:${app.branch}`, repo: repository }
      return {
        repository,
        sender,
        action: event.action ?? 'opened',
        number: 1,
        pull_request: { number: 1, draft: false, head, base },
      }
    }
    default:
      return { repository, sender, ref: event.ref, inputs }
  }
}
