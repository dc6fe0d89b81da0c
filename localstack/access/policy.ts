import { awsError } from '../kernel/errors.ts'
import {
  parsePolicy as parse,
  type PolicyDocument,
  PolicyError,
} from '../../scripts/policy/document.ts'

export type {
  Condition,
  PolicyDocument,
  Principal,
  Statement,
} from '../../scripts/policy/document.ts'

/** The error with which IAM and STS reject a policy. */
export const malformed = (message: string) => awsError('MalformedPolicyDocumentException', message)

/** IAM's message for what the grammar rules out. */
export const syntaxError = () => malformed('Syntax errors in policy.')

/** IAM's message for values that its first parser cannot read. */
export const legacyParsing = () => malformed('The policy failed legacy parsing')

/** Parses a policy by the grammar alone; the rules of each kind of policy are IAM's (`services/iam`). */
export function parsePolicy(text: string): PolicyDocument {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof PolicyError) throw malformed(error.message)
    throw error
  }
}

/** A policy in the form in which IAM returns it: RFC 3986 percent-encoding of the text as written. */
export const urlEncoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** A policy's size as IAM counts it against its quotas: white space is free. */
export const policySize = (text: string): number => text.replace(/\s/g, '').length
