import { randomInt } from 'node:crypto'
import type { GetRandomPasswordRequest } from '@aws-sdk/client-secrets-manager'
import { invalidSecretParameter } from './errors.ts'

const lowercase = 'abcdefghijklmnopqrstuvwxyz'

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
export function randomPassword({
  PasswordLength = 32,
  ExcludeCharacters = '',
  RequireEachIncludedType = true,
  ...kinds
}: GetRandomPasswordRequest): string {
  const sets = [
    !kinds.ExcludeLowercase && lowercase,
    !kinds.ExcludeUppercase && lowercase.toUpperCase(),
    !kinds.ExcludeNumbers && '0123456789',
    !kinds.ExcludePunctuation && '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  ]
    .map((set) => [...(set || '')].filter((character) => !ExcludeCharacters.includes(character)))
    .filter((set) => set.length > 0)
  const required = RequireEachIncludedType ? sets : []
  if (required.length > PasswordLength)
    throw invalidSecretParameter('Password length is too short based on the required types.')
  const all = [...sets.flat(), ...(kinds.IncludeSpace ? [' '] : [])]
  if (all.length === 0)
    throw invalidSecretParameter('No characters are left from which to make a password.')
  const characters = required.map(pick)
  while (characters.length < PasswordLength)
    characters.splice(randomInt(characters.length + 1), 0, pick(all))
  return characters.join('')
}

const pick = (set: string[]): string => set[randomInt(set.length)]!
