import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'

interface Import {
  file: string
  specifier: string
  typeOnly: boolean
}

const root = join(import.meta.dirname, '..')

function importsBelow(folder: string): Import[] {
  const files = readdirSync(join(root, folder), { recursive: true }).map((name) =>
    join(folder, String(name)),
  )
  return files.filter((file) => file.endsWith('.ts')).flatMap(importsOf)
}

function importsOf(file: string): Import[] {
  const source = readFileSync(join(root, file), 'utf8')
  const statements = source.matchAll(
    /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm,
  )
  const dynamic = source.matchAll(/\bimport\((\s*)'([^']+)'\)/g)
  return [...statements, ...dynamic].map(([, type, specifier]) => ({
    file,
    specifier: specifier!.startsWith('.')
      ? relative(root, join(root, dirname(file), specifier!))
      : specifier!,
    typeOnly: type?.trim() === 'type',
  }))
}

const offenders = (imports: Import[], forbidden: (found: Import) => boolean) =>
  imports.filter(forbidden).map(({ file, specifier }) => `${file} imports ${specifier}`)

test('the application knows neither the release nor AWS', () => {
  const found = offenders(
    importsBelow('server'),
    ({ specifier }) => !/^(node:|express$|server\/)/.test(specifier),
  )
  assert.deepEqual(found, [])
})

test('the scripts never import the emulator', () => {
  const found = offenders(importsBelow('scripts'), ({ specifier }) =>
    specifier.startsWith('localstack/'),
  )
  assert.deepEqual(found, [])
})

test('the emulator runs on Node alone: packages are imported as types only', () => {
  const found = offenders(
    importsBelow('localstack'),
    ({ specifier, typeOnly }) => !typeOnly && !/^(node:|localstack\/)/.test(specifier),
  )
  assert.deepEqual(found, [])
})

test('the protocols know no service', () => {
  const found = offenders(
    importsBelow('localstack/protocol'),
    ({ specifier }) =>
      !/^(node:|localstack\/protocol\/|localstack\/(errors|model)\.ts$)/.test(specifier),
  )
  assert.deepEqual(found, [])
})

test("no operation imports another service's operation", () => {
  const found = offenders(
    importsBelow('localstack').filter(({ specifier }) => specifier.includes('/operations/')),
    ({ file, specifier }) => file.split('/')[1] !== specifier.split('/')[1],
  )
  assert.deepEqual(found, [])
})

test('imports are found: the check can fail', () => {
  assert.ok(
    importsOf('localstack/index.ts').some(
      ({ specifier }) => specifier === 'localstack/emulator.ts',
    ),
  )
  assert.ok(importsBelow('localstack').length > 50)
})
