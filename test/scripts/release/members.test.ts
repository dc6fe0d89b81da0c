import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CreateServiceRequest$, RegisterTaskDefinitionRequest$ } from '@aws-sdk/client-ecs'
import { checkMembers } from '../../../scripts/release/members.ts'
import { type Json, readTemplate } from '../../../scripts/release/template.ts'

const refuses = (json: Json, message: string) =>
  assert.throws(() => checkMembers(json, RegisterTaskDefinitionRequest$, 'task-definition.json'), {
    message: `.aws/task-definition.json: ${message}`,
  })

test('the files that ship have only members that AWS knows', () => {
  checkMembers(readTemplate('service.json'), CreateServiceRequest$, 'service.json')
  checkMembers(
    readTemplate('task-definition.json'),
    RegisterTaskDefinitionRequest$,
    'task-definition.json',
  )
})

test('R12 a misspelt member is named, with the one that was meant', () => {
  refuses(
    { containerDefinitions: [{ name: 'a' }, { imagee: 'b' }] },
    'containerDefinitions[1].imagee is no member of ContainerDefinition: did you mean image?',
  )
  refuses(
    { containerDefinitions: [{ portmappings: [] }] },
    'containerDefinitions[0].portmappings is no member of ContainerDefinition: did you mean portMappings?',
  )
})

test('R12 an unknown member is named, with those there are', () => {
  refuses(
    { runtimePlatform: { colour: 'blue' } },
    'runtimePlatform.colour is no member of RuntimePlatform: its members are cpuArchitecture, operatingSystemFamily',
  )
})

test('a value of another kind is named, with the kind that AWS wants', () => {
  refuses({ cpu: 256 }, 'cpu is a number, and AWS wants a string')
  refuses(
    { containerDefinitions: [{ portMappings: [{ containerPort: '8080' }] }] },
    'containerDefinitions[0].portMappings[0].containerPort is a string, and AWS wants a number',
  )
  refuses({ containerDefinitions: {} }, 'containerDefinitions is an object, and AWS wants a list')
  refuses([], 'the file is a list, and AWS wants an object')
  refuses(
    { containerDefinitions: [{ logConfiguration: { options: { 'awslogs-group': true } } }] },
    'containerDefinitions[0].logConfiguration.options.awslogs-group is true or false, and AWS wants a string',
  )
})

test('a placeholder may still become anything', () => {
  const network = { awsvpcConfiguration: { subnets: '${SUBNETS}' } }
  checkMembers({ networkConfiguration: network }, CreateServiceRequest$, 'service.json')
})
