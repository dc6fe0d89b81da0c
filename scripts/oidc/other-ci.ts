import type { App } from '../release/app.ts'
import { BadInput } from '../release/exit-codes.ts'

/** A CI besides GitHub Actions, whose jobs get tokens for AWS too. */
export interface OtherCi {
  name: string
  /** The file in the repository by which it is recognized. */
  config: string
  /** The trust policy of its role, below `.aws/policies`. */
  policy: string
  issuer: string
  audience: string
  /** The subject of a job for the released branch; each `?` stands for one character. */
  subject: string
  /** Subjects that a careless trust policy allows too. */
  others: { name: string; subject: string }[]
}

/** https://docs.gitlab.com/ci/cloud_services/ */
export function gitlabOf({ repository, branch }: App, env: NodeJS.ProcessEnv): OtherCi {
  const host = env.CI_SERVER_HOST || 'gitlab.com'
  const project = env.CI_PROJECT_PATH || repository
  const of = (path: string, kind: string, ref: string) =>
    `project_path:${path}:ref_type:${kind}:ref:${ref}`
  const own = project ?? missing('CI_PROJECT_PATH')
  return {
    name: 'GitLab',
    config: '.gitlab-ci.yml',
    policy: 'gitlab-trust.json',
    issuer: host,
    audience: `https://${host}`,
    subject: of(own, 'branch', branch),
    others: [
      { name: 'another branch', subject: of(own, 'branch', 'another') },
      { name: 'a branch with a longer name', subject: of(own, 'branch', `${branch}-2`) },
      { name: 'a tag', subject: of(own, 'tag', branch) },
      { name: 'a longer project name', subject: of(`${own}-2`, 'branch', branch) },
      { name: 'any project', subject: of('any/body', 'branch', branch) },
    ],
  }
}

/** Has the form of a UUID, and its length, so that no part of a branch's name stands for it. */
const anyUser = '????????-????-????-????-????????????'
const someUser = '00000000-0000-4000-8000-000000000000'

/** The subject of `CIRCLE_OIDC_TOKEN_V2`: https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/ */
export function circleciOf({ repository, branch }: App, env: NodeJS.ProcessEnv): OtherCi {
  const organization = env.CIRCLE_ORGANIZATION_ID ?? missing('CIRCLE_ORGANIZATION_ID')
  const project = env.CIRCLE_PROJECT_ID ?? missing('CIRCLE_PROJECT_ID')
  const of = (user: string, ref: string, inProject = project) =>
    `org/${organization}/project/${inProject}/user/${user}/vcs-origin/github.com/${repository}/vcs-ref/${ref}`
  const ref = `refs/heads/${branch}`
  const end = `vcs-origin/github.com/${repository}/vcs-ref/${ref}`
  return {
    name: 'CircleCI',
    config: '.circleci/config.yml',
    policy: 'circleci-trust.json',
    issuer: `oidc.circleci.com/org/${organization}`,
    audience: organization,
    subject: of(anyUser, ref),
    others: [
      { name: 'another branch', subject: of(someUser, 'refs/heads/another') },
      { name: 'a branch named like a subject', subject: of(someUser, `refs/heads/x/${end}`) },
      { name: 'a tag', subject: of(someUser, `refs/tags/${branch}`) },
      { name: 'another project', subject: of(someUser, ref, someUser) },
    ],
  }
}

/** A subject of the form, for a user. */
export const exampleOf = ({ subject }: OtherCi): string => subject.replace(anyUser, someUser)

function missing(name: string): never {
  throw new BadInput(
    `${name} is not set: it is in the subjects of the tokens; set it in .env, as the CI names it`,
  )
}
