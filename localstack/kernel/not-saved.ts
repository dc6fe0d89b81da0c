/** Stands in a saved state for the value of a secret. */
export const notSaved = '(not saved)'
