const always = ['github', 'inputs', 'vars']
const afterNeeds = [...always, 'needs']
const inStrategy = [...afterNeeds, 'strategy', 'matrix']
const inStep = [...inStrategy, 'steps', 'job', 'runner', 'env']

/** The contexts that the members of a workflow can read: https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability */
export const checkedContexts = {
  workflow: [...always, 'secrets'],
  if: afterNeeds,
  strategy: inStrategy,
  env: [...inStrategy, 'secrets'],
  outputs: [...inStep, 'secrets'],
  stepIf: inStep,
  step: [...inStep, 'secrets'],
}
