import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'

interface Export {
  name: string
  file: string
  /** The declared return type of a function; empty where it is inferred, undefined for what is no function. */
  returns?: string
}

const root = join(import.meta.dirname, '..')

const declaration =
  /^export (?:declare )?(?:async )?(?:abstract )?(function\*?|const|let|class|interface|type) (\w+)/gm

function exportsBelow(folder: string): Export[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => file.endsWith('.ts'))
    .flatMap(exportsOf)
}

function exportsOf(file: string): Export[] {
  const source = readFileSync(join(root, file), 'utf8')
  return [...source.matchAll(declaration)].map(({ 0: text, 1: kind, 2: name, index }) => {
    const returns = returnType(kind!, source.slice(index + text.length))
    return { name: name!, file, ...(returns !== undefined && { returns }) }
  })
}

/** Reads the type between the parameters and the body, in the format that Prettier gives. */
function returnType(kind: string, rest: string): string | undefined {
  const start = (
    kind.startsWith('function') ? /^(?:<[^(]*>)?(?=\()/ : /^ =\s+(?:async )?(?:<[^(]*>)?(?=\()/
  ).exec(rest)
  if (!start) return undefined
  let depth = 0
  for (let at = start[0].length; at < rest.length; at++) {
    if (rest[at] === '(') depth++
    if (rest[at] === ')' && --depth === 0) {
      const after = rest.slice(at + 1)
      if (!kind.startsWith('function') && !/^(?:: [^\n]+?)? =>/.test(after)) return undefined
      return /^: ([^]+?) (?:=>|\{\n)/.exec(after)?.[1] ?? ''
    }
  }
  return undefined
}

/** Names that the layout prescribes: an operation's, a verb's, and the table of permissions of each service. */
const isPrescribed = ({ name, file }: Export) =>
  (/(^scripts\/|\/operations\/)\w+\.ts$/.test(file) && basename(file) === `${name}.ts`) ||
  (name === 'permissions' && basename(file) === 'permissions.ts')

/** The first words of functions that return nothing; another verb may be added, a noun not. */
const verbs =
  'accept add adopt advance allow append apply archive attach begin bind break build call cancel change check choose clean clear close complete connect copy count create cut delete deprovision deregister dissociate emit end ensure fail fill finish follow forward give hand hold install issue launch lock log main make mirror mount move note notify only open pass patch pause post print probe protect provision publish pull push put read receive reconcile record register reject release remove replace request require respond restart restore resume return revise roll route run say send serve set shift show sign start stop subscribe sync tag take track untag update upload validate verify wait wake watch with write'.split(
    ' ',
  )

for (const folder of ['localstack', 'scripts']) {
  const exported = exportsBelow(folder)

  test(`no name is exported by two files of ${folder}/`, () => {
    const own = exported.filter((found) => !isPrescribed(found))
    const byName = Map.groupBy(own, ({ name }) => name)
    const twice = [...byName].filter(([, found]) => found.length > 1)
    assert.deepEqual(
      twice.map(([name, found]) => `${name}: ${found.map(({ file }) => file).join(', ')}`),
      [],
    )
  })

  test(`a function of ${folder}/ that returns nothing begins with a verb`, () => {
    const found = exported.filter(
      (one) =>
        /^(Promise<)?void>?$/.test(one.returns ?? '') &&
        !isPrescribed(one) &&
        !verbs.includes(/^[a-z]+/.exec(one.name)![0]),
    )
    assert.deepEqual(
      found.map(({ name, file }) => `${file}: ${name}`),
      [],
    )
  })
}

test('findX gives undefined and requireX throws', () => {
  const exported = exportsBelow('localstack')
  const found = exported.filter(({ name, returns = '' }) => {
    if (/^require[A-Z]/.test(name)) return returns.includes('undefined')
    return /^find[A-Z]/.test(name) && /^\w*(Record|Policy)$/.test(returns)
  })
  const named = exported.filter(({ name }) => /^the[A-Z]|^(?!is)\w+Named$/.test(name))
  assert.deepEqual(
    [...found, ...named].map(({ name, file }) => `${file}: ${name}`),
    [],
  )
})

test('exports are found: the checks can fail', () => {
  const returns = (file: string, name: string) =>
    exportsOf(file).find((found) => found.name === name)?.returns
  assert.equal(returns('localstack/kernel/arn.ts', 'arn') !== undefined, true)
  assert.equal(returns('localstack/services/elbv2/arn.ts', 'checkArn'), 'void')
  assert.equal(returns('localstack/services/ec2/state.ts', 'networkOf'), 'Network')
  assert.equal(returns('localstack/kernel/store.ts', 'Store'), undefined)
})
