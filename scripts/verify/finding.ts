import { symptoms } from '../failure/symptoms.ts'
import { diagnose } from '../failure/symptom.ts'
import { BadInput, exitCodes } from '../release/exit-codes.ts'

/** The result of one check of a service, or of the app. */
export interface Finding {
  level: 'ok' | 'warning' | 'error'
  text: string
  service?: string | undefined
  /** The message with which AWS would report it. */
  says?: string | undefined
  fix?: string | undefined
  /** What is wrong is in the files, and nothing has to be known of the account to see it. */
  isInput?: boolean | undefined
}

type Details = Omit<Finding, 'level' | 'text'>

export const fine = (text: string, details: Details = {}): Finding => ({
  level: 'ok',
  text,
  ...details,
})

export const warn = (text: string, details: Details = {}): Finding => ({
  level: 'warning',
  text,
  ...details,
})

/** Without a fix of its own, the finding has that of the symptom which AWS would show. */
export function fail(text: string, details: Details = {}): Finding {
  const { says, service } = details
  const known = says && diagnose(symptoms, [says], service)?.fix
  return { level: 'error', text, ...(known && { fix: known }), ...details }
}

export const notChecked = (what: string, reason: string, service?: string): Finding =>
  warn(`${what}: not checked: ${reason}`, service === undefined ? {} : { service })

/** Turns an error of a function that checks by throwing into one finding for each of its lines. */
export const findingsOfError = (error: Error, service?: string): Finding[] =>
  error.message.split('\n').map((line) =>
    fail(line.trim(), {
      ...(service !== undefined && { service }),
      ...(error instanceof BadInput && { isInput: true }),
    }),
  )

/** The exit code of a verb that ends with these errors. */
export const exitCodeOfFindings = (errors: Finding[]): number =>
  errors.every(({ isInput }) => isInput) ? exitCodes.badInput[0] : exitCodes.failed[0]
