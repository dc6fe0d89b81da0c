import { anyBranch, anyTag } from '../workflow/events.ts'

/** Whose tokens a policy trusts. */
interface Trusted {
  issuer: string
  audience: string
  account: string
}

/** The trust policy that allows exactly these subjects, as JSON. */
export function trustPolicyFor(
  subjects: string[],
  { issuer, audience: aud, account }: Trusted,
): string {
  const values = subjects.map(toPattern)
  const operator = values.some((value) => /[*?]/.test(value)) ? 'StringLike' : 'StringEquals'
  const audience = { [`${issuer}:aud`]: aud }
  const subject = { [`${issuer}:sub`]: values }
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition:
          operator === 'StringEquals'
            ? { StringEquals: { ...audience, ...subject } }
            : { StringEquals: audience, StringLike: subject },
      },
    ],
  }
  return JSON.stringify(policy, null, 2)
}

/** A job that starts on any branch needs a pattern. */
const toPattern = (subject: string) =>
  subject
    .replace(`refs/heads/${anyBranch}`, 'refs/heads/*')
    .replace(`refs/tags/${anyTag}`, 'refs/tags/*')
