/** Claims of a token, besides its audience, that AWS makes condition keys of for every OpenID Connect issuer. */
export const commonClaims = ['sub', 'amr', 'email', 'oaud']

/** Claims that AWS makes condition keys of for GitHub's issuer too, since January 2026. */
export const githubClaims = [
  'actor',
  'actor_id',
  'job_workflow_ref',
  'repository',
  'repository_id',
  'workflow',
  'ref',
  'environment',
  'enterprise_id',
]
