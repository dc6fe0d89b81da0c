import type { App } from '../release/app.ts'
import {
  checkAccount,
  checkInput,
  checkRole,
  couldNotAssume,
  noCredentials,
  notAuthorized,
  noTokenHint,
} from '../workflow/actions/credentials-input.ts'
import { type Form, subjectOf } from '../release/subject.ts'
import { type JobToken, keysOf, ownRepository, subjectContext } from './claims.ts'
import { findingsOf } from './findings.ts'
import { missingIds } from './repository-ids.ts'
import type { Assumption } from './jobs.ts'
import { otherTokensOf } from './other-tokens.ts'
import { trustPolicyFor } from './trust-policy.ts'
import { issuer, mayAssume, type Trust } from './trust.ts'

/** A role that GitHub's jobs assume. */
export interface TrustedRole {
  name: string
  arn: string
  trust: Trust
}

/** A line of the table: a token, and the trust policy's decision on it. */
export interface Row {
  /** The job, or the kind of token. */
  name: string
  subject: string
  isAllowed: boolean
  isRight: boolean
  /** The error of AWS or of the action, or the reason for the decision. */
  note?: string | undefined
}

export interface Verdict {
  role: string
  /** The jobs that assume it, each with the events that start it. */
  jobs: string[]
  rows: Row[]
  findings: string[]
  /** The trust policy that would allow exactly the jobs that assume it, if its own does not. */
  trustPolicy?: string | undefined
}

/** Evaluates the roles' trust policies for the jobs of the workflows, and for tokens of other jobs. */
export function verify(
  app: App,
  { roles, assumptions }: { roles: TrustedRole[]; assumptions: Assumption[] },
): Verdict[] {
  const stray = assumptions.filter(({ input }) => !roles.some(({ arn }) => arn === input.role))
  const verdicts = roles.map((role) => {
    const ours = assumptions.filter(({ input }) => input.role === role.arn)
    const rows = ours.flatMap((assumption) => rowsOf(app, role, assumption))
    const own = ours.length > 0 ? rows.map(({ subject }) => subject) : trustedBy(role)
    const all = [...unique(rows), ...otherRows(app, role, new Set(own))]
    return {
      role: `role ${role.name}`,
      jobs: jobsIn(ours),
      rows: all,
      findings: findingsOf(role.trust),
      ...(all.some(({ isRight }) => !isRight) && policyFor(app, ours)),
    }
  })
  if (stray.length === 0) return verdicts
  const rows = unique(stray.flatMap((assumption) => rowsOf(app, undefined, assumption)))
  const none = { role: 'none of these roles', jobs: jobsIn(stray), rows, findings: [] }
  return [...verdicts, { ...none, ...policyFor(app, stray) }]
}

/** For each form of the subject that the repository's tokens may have, as far as its ids are known. */
function policyFor(app: App, assumptions: Assumption[]): Pick<Verdict, 'trustPolicy'> {
  const known = forms.filter((form) => form === 'legacy' || (app.ownerId && app.repositoryId))
  const contexts = assumptions
    .filter(({ event }) => !event.isFork)
    .map(({ event, environment }) => subjectContext(event, environment))
  const subjects = [...new Set(contexts)].flatMap((context) =>
    known.map((form) => subjectOf(ownRepository(app), context, form)),
  )
  if (subjects.length === 0) return {}
  const trusted = { issuer, audience: 'sts.amazonaws.com', account: '<account>' }
  return { trustPolicy: trustPolicyFor(subjects, trusted) }
}

const jobsIn = (assumptions: Assumption[]): string[] =>
  Object.entries(Object.groupBy(assumptions, ({ job }) => job)).map(
    ([job, ones]) => `${job}, on ${ones!.map(({ event }) => event.label).join(' and ')}`,
  )

/** One row for each form of the subject that the repository's tokens may have. */
function rowsOf(app: App, role: TrustedRole | undefined, assumption: Assumption): Row[] {
  const { job, event, environment } = assumption
  const token: JobToken = {
    ...ownRepository(app),
    context: subjectContext(event, environment),
    audience: assumption.input.audience,
    claims: {
      ref: event.ref,
      workflow: assumption.workflow,
      job_workflow_ref: `${app.repository}/.github/workflows/${assumption.file}@${event.ref}`,
      ...(environment && { environment }),
    },
  }
  const knowsIds = app.ownerId !== undefined && app.repositoryId !== undefined
  const wrong = { name: `${job}, ${event.label}`, isAllowed: false, isRight: false }
  const failure = failureBefore(assumption, role)
  if (failure)
    return forms
      .filter((form) => form === 'legacy' || knowsIds)
      .map((form) => ({ ...wrong, subject: subjectOf(token, token.context, form), note: failure }))
  const decisions = forms.map((form) => ({
    form,
    subject: subjectOf(token, token.context, form),
    isAllowed: mayAssume(role!.trust, keysOf(token, form)),
  }))
  return decisions.flatMap(({ form, subject, isAllowed }): Row[] => {
    if (isAllowed) return [{ name: job, subject, isAllowed, isRight: true }]
    if (form === 'legacy' || knowsIds) {
      const trusted = trustedBy(role!).join(', ') || 'no subject'
      const note = `${couldNotAssume(notAuthorized)}; the role trusts ${trusted}`
      return [{ ...wrong, subject, note }]
    }
    const isOtherAllowed = decisions.some((other) => other.isAllowed)
    return isOtherAllowed ? [{ ...wrong, subject, note: missingIds(app.repository) }] : []
  })
}

const forms: Form[] = ['legacy', 'immutable']

const trustedBy = ({ trust }: TrustedRole): string[] =>
  trust.statements
    .flatMap(({ conditions }) => conditions)
    .flatMap(({ key, values }) => (key.toLowerCase() === `${issuer}:sub` ? values : []))

/** The error with which a job fails before the trust policy is evaluated. */
function failureBefore(
  { hasToken, input, event, missing }: Assumption,
  role: TrustedRole | undefined,
): string | undefined {
  const account = /^arn:aws[\w-]*:iam::(\d{12}):/.exec(input.role)?.[1]
  const unset = missing.length > 0 ? ` (${missing.join(' and ')} is not set)` : ''
  if (!input.role) return `role-to-assume is empty${unset}: ${noCredentials}`
  if (!hasToken) return `${noTokenHint} ${noCredentials}`
  const inputError = checkInput(input) ?? checkRole(input)
  if (inputError) return `${inputError}${unset}`
  if (input.audience !== 'sts.amazonaws.com') return couldNotAssume('Incorrect token audience')
  if (!role)
    return `bootstrap does not create the role ${input.role}: ${couldNotAssume(notAuthorized)}`
  if (role.trust.github.length === 0)
    return couldNotAssume(`No OpenIDConnect provider found in your account for https://${issuer}`)
  if (event.isFork) return `a pull request from a fork gets no token: ${noCredentials}`
  return checkAccount(input, account ?? '')
}

/** The other tokens, which have to be denied: one row for each kind, or each token that is allowed. */
function otherRows(app: App, { trust }: TrustedRole, own: Set<string>): Row[] {
  return otherTokensOf(app).flatMap(({ name, tokens }): Row[] => {
    const all = tokens
      .flatMap((token) =>
        forms.map((form) => ({ token, form, subject: subjectOf(token, token.context, form) })),
      )
      .filter(({ subject }) => !own.has(subject))
    const allowed = all.filter(({ token, form }) => isAllowedInAnyForm(trust, token, form))
    const [first] = all
    if (allowed.length > 0 || !first)
      return allowed.map(({ subject }) => ({ name, subject, isAllowed: true, isRight: false }))
    return [{ name, subject: first.subject, isAllowed: false, isRight: true }]
  })
}

/** Tries a token without its subject too: some conditions are true for an absent key. */
function isAllowedInAnyForm(trust: Trust, token: JobToken, form: Form): boolean {
  const keys = keysOf(token, form)
  const withoutSubject = new Map([...keys].filter(([key]) => key !== `${issuer}:sub`))
  return mayAssume(trust, keys) || mayAssume(trust, withoutSubject)
}

/** Several events may give a job the same subject. */
function unique(rows: Row[]): Row[] {
  const seen = new Map(rows.map((row) => [`${row.name}\n${row.subject}`, row]))
  return [...seen.values()]
}
