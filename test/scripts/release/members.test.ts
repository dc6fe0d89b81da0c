import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CreateServiceRequest$, RegisterTaskDefinitionRequest$ } from '@aws-sdk/client-ecs'
import { readApp } from '../../../scripts/release/app.ts'
import { checkMembers, type Shape } from '../../../scripts/release/members.ts'
import { type Json, readTemplate } from '../../../scripts/release/template.ts'

const rejects = (json: Json, message: string) =>
  assert.throws(() => checkMembers(json, RegisterTaskDefinitionRequest$, 'task-definition.json'), {
    message: `.aws/task-definition.json: ${message}`,
  })

test('the files that ship have only members that AWS has', () => {
  for (const { name, files } of readApp({}).services) {
    const check = (file: string, shape: Shape) =>
      checkMembers(readTemplate(`${name}/${file}.json`), shape, `${name}/${file}.json`)
    check('task-definition', RegisterTaskDefinitionRequest$)
    if (files.has('service')) check('service', CreateServiceRequest$)
  }
})

test('a misspelt member is reported with the similar one', () => {
  rejects(
    { containerDefinitions: [{ name: 'a' }, { imagee: 'b' }] },
    'unknown member containerDefinitions[1].imagee of ContainerDefinition: did you mean image?',
  )
  rejects(
    { containerDefinitions: [{ portmappings: [] }] },
    'unknown member containerDefinitions[0].portmappings of ContainerDefinition: did you mean portMappings?',
  )
})

test('an unknown member is reported with the known ones', () => {
  rejects(
    { runtimePlatform: { colour: 'blue' } },
    'unknown member runtimePlatform.colour of RuntimePlatform: the members are cpuArchitecture, operatingSystemFamily',
  )
})

test('a value of another type is reported with the expected type', () => {
  rejects({ cpu: 256 }, 'cpu must be a string, and is a number')
  rejects(
    { containerDefinitions: [{ portMappings: [{ containerPort: '8080' }] }] },
    'containerDefinitions[0].portMappings[0].containerPort must be a number, and is a string',
  )
  rejects({ containerDefinitions: {} }, 'containerDefinitions must be a list, and is an object')
  rejects([], 'the file must be an object, and is a list')
  rejects(
    { containerDefinitions: [{ logConfiguration: { options: { 'awslogs-group': true } } }] },
    'containerDefinitions[0].logConfiguration.options.awslogs-group must be a string, and is true or false',
  )
})

test('a placeholder may have any type', () => {
  const network = { awsvpcConfiguration: { subnets: '${SUBNETS}' } }
  checkMembers({ networkConfiguration: network }, CreateServiceRequest$, 'service.json')
})

test('all mistakes of a file are reported together', () => {
  rejects(
    { cpu: 256, containerDefinitions: [{ imagee: 'b', essential: 'yes' }] },
    [
      'cpu must be a string, and is a number',
      '.aws/task-definition.json: unknown member containerDefinitions[0].imagee of ContainerDefinition: did you mean image?',
      '.aws/task-definition.json: containerDefinitions[0].essential must be true or false, and is a string',
    ].join('\n'),
  )
})
