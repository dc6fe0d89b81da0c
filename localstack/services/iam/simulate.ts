import type {
  EvaluationResult,
  PolicySourceType,
  SimulateCustomPolicyCommandInput,
} from '@aws-sdk/client-iam'
import { parseArn } from '../../kernel/arn.ts'
import { AwsError, awsError } from '../../kernel/errors.ts'
import type { Given } from '../service.ts'
import { decideAccess, type Policies, type Verdict } from '../../access/decide.ts'
import { principalsOf } from '../../access/principal.ts'
import { iamPage } from './list.ts'
import { contextOf } from '../../../scripts/policy/condition.ts'
import { parsePolicy, type PolicyDocument, type Statement } from '../../access/policy.ts'
import { statementPositions } from './statement-positions.ts'
import { keysIn } from '../../../scripts/policy/variables.ts'

/** A policy to be simulated, and what its results call it. */
export interface NamedPolicy {
  name: string
  text: string
}

type Input = Pick<
  Given<SimulateCustomPolicyCommandInput>,
  | 'ActionNames'
  | 'ResourceArns'
  | 'ResourcePolicy'
  | 'ResourceOwner'
  | 'CallerArn'
  | 'ContextEntries'
  | 'PermissionsBoundaryPolicyInputList'
  | 'Marker'
  | 'MaxItems'
>

/** The policies that the input lists, by their place in it. */
export const inputPolicies = (texts: string[] = []): NamedPolicy[] =>
  texts.map((text, index) => ({ name: `PolicyInputList.${index + 1}`, text }))

/**
 * Decides on each action and resource as a call would be decided, with the context that the input gives and
 * no other: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
 */
export function simulate(input: Input, given: NamedPolicy[], boundaries: string[] = []) {
  const named = given.map((policy) => ({ ...policy, document: parse(policy.text) }))
  const limits = [...boundaries, ...(input.PermissionsBoundaryPolicyInputList ?? [])].map(parse)
  const policies: Policies = {
    identity: named.map(({ document }) => document),
    boundary: limits.length > 0 ? limits : undefined,
    resource: input.ResourcePolicy === undefined ? undefined : [parse(input.ResourcePolicy)],
  }
  const missing = missingKeys(policies, input)
  const questions = input.ActionNames.flatMap((action) =>
    (input.ResourceArns ?? ['*']).map((resource) => ({ action, resource })),
  )
  const { items, paging } = iamPage(questions, input)
  const EvaluationResults = items.map(({ action, resource }): EvaluationResult => {
    const verdict = decideAccess(policies, questionOf(input, action, resource))
    const { decision, statements } = verdict
    const details = {
      MatchedStatements: statements.flatMap((statement) => sourceOf(statement, named)),
      MissingContextValues: missing,
      EvalDecisionDetails: {},
      ...(policies.boundary && { PermissionsBoundaryDecisionDetail: boundaryDetail(verdict) }),
    }
    const specific = { EvalResourceName: resource, EvalResourceDecision: decision, ...details }
    return {
      EvalActionName: action,
      EvalResourceName: resource,
      EvalDecision: decision,
      ...details,
      ResourceSpecificResults: input.ResourceArns ? [specific] : [],
    }
  })
  return { EvaluationResults, ...paging }
}

function questionOf(input: Input, action: string, resource: string) {
  const callerArn = input.CallerArn ?? 'arn:aws:iam::000000000000:user/simulated'
  const account = parseArn(callerArn)?.account ?? ''
  const owner = (input.ResourceOwner && parseArn(input.ResourceOwner)?.account) ?? account
  const entries = (input.ContextEntries ?? []).map(
    ({ ContextKeyName = '', ContextKeyValues = [] }) => [ContextKeyName, ContextKeyValues] as const,
  )
  return {
    action,
    resource,
    ...principalsOf({ account, arn: callerArn, userId: '', accessKeyId: '' }),
    sameAccount: owner === account,
    context: contextOf(Object.fromEntries(entries)),
  }
}

/** A boundary that decided did not allow. */
const boundaryDetail = (verdict: Verdict) => ({
  AllowedByPermissionsBoundary: !('source' in verdict && verdict.source === 'permissions boundary'),
})

function sourceOf(statement: Statement, named: (NamedPolicy & { document: PolicyDocument })[]) {
  const source = named.find(({ document }) => document.statements.includes(statement))
  if (!source) return []
  const { name, text, document } = source
  // The model has other types; AWS answers this one.
  const SourcePolicyType = 'IAM Policy' as PolicySourceType
  const position = statementPositions(text)[document.statements.indexOf(statement)]
  return [{ SourcePolicyId: name, SourcePolicyType, ...position }]
}

/** The condition keys that the policies ask for and the input does not give. */
function missingKeys({ identity, boundary = [], resource = [] }: Policies, input: Input): string[] {
  const present = (input.ContextEntries ?? []).map(({ ContextKeyName = '' }) =>
    ContextKeyName.toLowerCase(),
  )
  const documents = [...(identity as PolicyDocument[]), ...boundary, ...resource]
  const asked = documents.flatMap(({ statements, version }) =>
    statements.flatMap(({ conditions, resources }) => [
      ...conditions.map(({ key }) => key),
      ...[...(resources?.patterns ?? []), ...conditions.flatMap(({ values }) => values)].flatMap(
        (text) => keysIn(text, version),
      ),
    ]),
  )
  return [...new Set(asked)].filter((key) => !present.includes(key.toLowerCase()))
}

function parse(text: string): PolicyDocument {
  try {
    return parsePolicy(text)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw awsError('InvalidInputException', error.message)
  }
}
