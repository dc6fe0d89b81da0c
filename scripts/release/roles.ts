import type { App } from './app.ts'
import { deploySubjectsOf, pushSubjectsOf, readPolicies, readTaskPolicy } from './policies.ts'
import type { Json, Values } from './template.ts'

export interface DesiredRole {
  name: string
  description: string
  trust: Json
  /** All of its inline policies, by name. */
  policies: Record<string, Json>
}

/** The roles of a release with their trust and permissions policies, from `.aws/policies`. */
export function rolesOf(app: App, values: Values) {
  const policies = readPolicies(app, { ...values, GITHUB_SUBJECTS: deploySubjectsOf(app) })
  const forPushers = readPolicies(app, { ...values, GITHUB_SUBJECTS: pushSubjectsOf(app) })
  const isPublic = app.visibility === 'public'
  return {
    push: {
      name: app.pushRole,
      description: `Lets GitHub's ${app.repository} push images of ${app.base}`,
      trust: forPushers.githubTrust,
      policies: { push: isPublic ? policies.pushPublic : policies.push },
    },
    deploy: {
      name: app.deployRole,
      description: `Lets GitHub's ${app.repository} release ${app.name}`,
      trust: policies.githubTrust,
      policies: {
        deploy: policies.deploy,
        diagnose: policies.diagnose,
        'find-image': isPublic ? policies.findImagePublic : policies.findImage,
      },
    },
    execution: {
      name: app.executionRole,
      description: `Lets ECS pull ${app.name} and write its logs`,
      trust: policies.ecsTasksTrust,
      policies: { execution: policies.execution },
    },
  } satisfies Record<string, DesiredRole>
}

/** The roles of the services themselves: what their code may do on AWS. */
export function taskRolesOf(app: App, values: Values): DesiredRole[] {
  const { ecsTasksTrust: trust } = readPolicies(app, {
    ...values,
    GITHUB_SUBJECTS: deploySubjectsOf(app),
  })
  return app.services.map((service) => {
    const policy = readTaskPolicy(app, service, values)
    return {
      name: service.taskRole,
      description: `Permissions of ${service.name} of ${app.name} itself`,
      trust,
      policies: policy === undefined ? {} : { task: policy },
    }
  })
}

/** The lifecycle policy of the ECR repositories, which is in `.aws/policies` too. */
export const lifecycleOf = (app: App, values: Values): Json =>
  readPolicies(app, { ...values, GITHUB_SUBJECTS: deploySubjectsOf(app) }).lifecycle
