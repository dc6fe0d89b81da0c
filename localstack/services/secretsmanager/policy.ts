import { awsError } from '../../kernel/errors.ts'

interface Fault {
  code: 'MalformedPolicyDocumentException' | 'PublicPolicyException'
  message: string
}

interface Statement {
  Effect?: unknown
  Principal?: unknown
  NotPrincipal?: unknown
  Action?: unknown
  NotAction?: unknown
  Resource?: unknown
  NotResource?: unknown
  Condition?: unknown
}

/** The reason why a text cannot be a secret's policy: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html */
export function findPolicyFault(text: string, mayBePublic: boolean): Fault | undefined {
  const statements = statementsIn(text)
  if (!statements?.every(isStatement))
    // https://github.com/awsdocs/aws-cloudformation-user-guide/pull/623
    return { code: 'MalformedPolicyDocumentException', message: 'This policy has invalid syntax.' }
  if (!mayBePublic && statements.some(isPublic))
    return {
      code: 'PublicPolicyException',
      message:
        'The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to the secret.',
    }
  return undefined
}

export function checkPolicy(text: string, mayBePublic: boolean): void {
  const fault = findPolicyFault(text, mayBePublic)
  if (fault) throw awsError(fault.code, fault.message)
}

function statementsIn(text: string): Statement[] | undefined {
  try {
    const { Version = '2008-10-17', Statement } = JSON.parse(text) as {
      Version?: unknown
      Statement?: unknown
    }
    const isKnown = Version === '2012-10-17' || Version === '2008-10-17'
    return isKnown && Statement !== undefined ? ([Statement].flat() as Statement[]) : undefined
  } catch {
    return undefined
  }
}

const isStatement = (statement: Statement | null): boolean =>
  typeof statement === 'object' &&
  statement !== null &&
  (statement.Effect === 'Allow' || statement.Effect === 'Deny') &&
  (statement.Principal ?? statement.NotPrincipal) !== undefined &&
  (statement.Action ?? statement.NotAction) !== undefined &&
  (statement.Resource ?? statement.NotResource) !== undefined

function isPublic({ Effect, Principal, Condition }: Statement): boolean {
  const { AWS } = (Principal ?? {}) as { AWS?: unknown }
  const isAnyone = Principal === '*' || [AWS].flat().includes('*')
  return Effect === 'Allow' && isAnyone && Condition === undefined
}
