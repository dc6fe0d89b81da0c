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
    ({ specifier, typeOnly }) =>
      !typeOnly &&
      !/^(node:|localstack\/|scripts\/(certificates|data-channel|policy)\/)/.test(specifier),
  )
  assert.deepEqual(found, [])
})

test('the scripts start programs through release/run.ts', () => {
  const found = offenders(
    importsBelow('scripts'),
    ({ file, specifier }) =>
      specifier === 'node:child_process' && file !== 'scripts/release/run.ts',
  )
  assert.deepEqual(found, [])
})

test('the emulator imports the pure folders of the scripts and nothing else of them', () => {
  const found = offenders(importsBelow('localstack'), ({ specifier }) =>
    /^scripts\/(?!certificates\/|data-channel\/|policy\/)/.test(specifier),
  )
  assert.deepEqual(found, [])
})

for (const folder of ['scripts/certificates', 'scripts/data-channel', 'scripts/policy'])
  test(`${folder}/ is pure: it imports Node and itself`, () => {
    const found = offenders(
      importsBelow(folder),
      ({ specifier }) => !specifier.startsWith('node:') && !specifier.startsWith(`${folder}/`),
    )
    assert.deepEqual(found, [])
  })

/** The layers of the emulator, and what each may import besides itself. */
const layers: Record<string, string[]> = {
  kernel: [],
  docker: ['kernel'],
  http1: ['kernel'],
  websocket: [],
  wire: ['kernel'],
  access: ['kernel', 'wire'],
  init: ['kernel'],
  awslocal: ['wire'],
  services: ['access', 'docker', 'http1', 'kernel', 'websocket', 'wire'],
  'saved-state': ['kernel', 'services'],
}

for (const [layer, below] of Object.entries(layers))
  test(`${layer}/ imports nothing above it`, () => {
    const allowed = [layer, ...below].map((name) => `localstack/${name}/`)
    const found = offenders(
      importsBelow(`localstack/${layer}`),
      ({ specifier }) =>
        specifier.startsWith('localstack/') && !allowed.some((name) => specifier.startsWith(name)),
    )
    assert.deepEqual(found, [])
  })

const serviceOf = (file: string) => /^localstack\/services\/([^/]+)\//.exec(file)?.[1]

test('what is above the services imports their index.ts or public.ts', () => {
  const files = importsBelow('localstack').filter(({ file }) =>
    /^localstack\/(gateway\/)?[^/]+$/.test(file),
  )
  assert.ok(files.length > 0)
  const found = offenders(
    files,
    ({ specifier }) =>
      serviceOf(specifier) !== undefined && !/\/(index|public)\.ts$/.test(specifier),
  )
  assert.deepEqual(found, [])
})

test("a service imports another service's public.ts and nothing else of it", () => {
  const found = offenders(importsBelow('localstack/services'), ({ file, specifier }) => {
    const [from, to] = [serviceOf(file), serviceOf(specifier)]
    return to !== undefined && from !== to && !specifier.endsWith('/public.ts')
  })
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
