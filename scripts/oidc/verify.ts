import type { App } from '../release/app.ts'
import {
  couldNotAssume,
  noCredentials,
  notAuthorized,
  noTokenHint,
  refuseAccount,
  refuseInput,
  refuseRole,
} from '../workflow/actions/credentials-input.ts'
import {
  type Bearer,
  contextOf,
  type Form,
  forms,
  keysOf,
  ownRepository,
  subjectOf,
} from './claims.ts'
import { findingsOf } from './findings.ts'
import { foreignersOf } from './foreigners.ts'
import type { Assumption } from './jobs.ts'
import { issuer, mayAssume, type Trust } from './trust.ts'

/** A role that GitHub's jobs may take on. */
export interface TrustedRole {
  name: string
  arn: string
  trust: Trust
}

/** A line of the table: who, with which subject, and whether that is as it should be. */
export interface Row {
  who: string
  subject: string
  letIn: boolean
  isRight: boolean
  /** What AWS or the action would say, or why this is as it is. */
  note?: string
}

/** What is to be known about one role. */
export interface Verdict {
  role: string
  /** The jobs that take it on, each with the events that begin it. */
  jobs: string[]
  rows: Row[]
  findings: string[]
}

/** Holds what the workflows' jobs are against what the roles trust. */
export function verify(
  app: App,
  { roles, assumptions }: { roles: TrustedRole[]; assumptions: Assumption[] },
): Verdict[] {
  const stray = assumptions.filter(({ input }) => !roles.some(({ arn }) => arn === input.role))
  const verdicts = roles.map((role) => {
    const ours = assumptions.filter(({ input }) => input.role === role.arn)
    const rows = ours.flatMap((assumption) => rowsOf(app, role, assumption))
    const own = ours.length > 0 ? rows.map(({ subject }) => subject) : trustedBy(role)
    return {
      role: `role ${role.name}`,
      jobs: jobsIn(ours),
      rows: [...unique(rows), ...foreignRows(app, role, new Set(own))],
      findings: findingsOf(role.trust),
    }
  })
  if (stray.length === 0) return verdicts
  const rows = unique(stray.flatMap((assumption) => rowsOf(app, undefined, assumption)))
  return [...verdicts, { role: 'none of these roles', jobs: jobsIn(stray), rows, findings: [] }]
}

const jobsIn = (assumptions: Assumption[]): string[] =>
  Object.entries(Object.groupBy(assumptions, ({ job }) => job)).map(
    ([job, ones]) => `${job}, on ${ones!.map(({ event }) => event.label).join(' and ')}`,
  )

/** A job's tokens: one for each form of the subject that its repository may have. */
function rowsOf(app: App, role: TrustedRole | undefined, assumption: Assumption): Row[] {
  const { job, event, environment } = assumption
  const bearer: Bearer = {
    ...ownRepository(app),
    context: contextOf(event, environment),
    audience: assumption.input.audience,
    claims: {
      ref: event.ref,
      workflow: assumption.workflow,
      job_workflow_ref: `${app.repository}/.github/workflows/${assumption.file}@${event.ref}`,
      ...(environment && { environment }),
    },
  }
  const knowsIds = app.ownerId !== undefined && app.repositoryId !== undefined
  const wrong = { who: `${job}, ${event.label}`, letIn: false, isRight: false }
  const refusal = refusalBefore(assumption, role)
  if (refusal) return [{ ...wrong, subject: subjectOf(bearer, 'legacy'), note: refusal }]
  const tokens = forms.map((form) => ({
    form,
    subject: subjectOf(bearer, form),
    letIn: mayAssume(role!.trust, keysOf(bearer, form)),
  }))
  return tokens.flatMap(({ form, subject, letIn }): Row[] => {
    if (letIn) return [{ who: job, subject, letIn, isRight: true }]
    if (form === 'legacy' || knowsIds) {
      const trusted = trustedBy(role!).join(', ') || 'no subject'
      const note = `${couldNotAssume(notAuthorized)}; the role trusts ${trusted}`
      return [{ ...wrong, subject, note }]
    }
    const isOtherIn = tokens.some((other) => other.letIn)
    return isOtherIn ? [{ who: job, subject, letIn, isRight: true, note: setIds }] : []
  })
}

const setIds = 'right for a repository from before 15 July 2026; else see .env.example'

const trustedBy = ({ trust }: TrustedRole): string[] =>
  trust.statements
    .flatMap(({ conditions }) => conditions)
    .flatMap(({ key, values }) => (key.toLowerCase() === `${issuer}:sub` ? values : []))

/** What stops a job before the trust policy is asked. */
function refusalBefore(
  { hasToken, input, event, missing }: Assumption,
  role: TrustedRole | undefined,
): string | undefined {
  const account = /^arn:aws[\w-]*:iam::(\d{12}):/.exec(input.role)?.[1]
  const unset = missing.length > 0 ? ` (${missing.join(' and ')} is not set)` : ''
  if (!input.role) return `role-to-assume is empty${unset}: ${noCredentials}`
  if (!hasToken) return `${noTokenHint} ${noCredentials}`
  const refusal = refuseInput(input) ?? refuseRole(input)
  if (refusal) return `${refusal}${unset}`
  if (input.audience !== 'sts.amazonaws.com') return couldNotAssume('Incorrect token audience')
  if (!role) return `bootstrap makes no role ${input.role}: ${couldNotAssume(notAuthorized)}`
  if (role.trust.github.length === 0)
    return couldNotAssume(`No OpenIDConnect provider found in your account for https://${issuer}`)
  if (event.name === 'pull_request')
    return `a pull request from a fork gets no token: ${noCredentials}`
  return refuseAccount(input, account ?? '')
}

/** Who is none of a role's own jobs is to be kept out; a kind of them is one line, unless some are let in. */
function foreignRows(app: App, { trust }: TrustedRole, own: Set<string>): Row[] {
  return foreignersOf(app).flatMap(({ who, bearers }) => {
    const tokens = bearers
      .flatMap((bearer) =>
        forms.map((form) => ({ bearer, form, subject: subjectOf(bearer, form) })),
      )
      .filter(({ subject }) => !own.has(subject))
    const letIn = tokens.filter(({ bearer, form }) => isAnyLetIn(trust, bearer, form))
    const rows = letIn.map(({ subject }) => ({ who, subject, letIn: true, isRight: false }))
    const [first] = tokens
    if (rows.length > 0 || !first) return rows
    return [{ who, subject: first.subject, letIn: false, isRight: true }]
  })
}

/** A token that lacks a claim is tried too: some conditions hold just where there is nothing. */
function isAnyLetIn(trust: Trust, bearer: Bearer, form: Form): boolean {
  const keys = keysOf(bearer, form)
  const withoutSubject = new Map([...keys].filter(([key]) => key !== `${issuer}:sub`))
  return mayAssume(trust, keys) || mayAssume(trust, withoutSubject)
}

/** Several events may give a job the same subject. */
function unique(rows: Row[]): Row[] {
  const seen = new Map(rows.map((row) => [`${row.who}\n${row.subject}`, row]))
  return [...seen.values()]
}
