/** For lists that are sorted by what pictures were drawn with. */
export const orders = `
CREATE INDEX pictures_by_model ON pictures (trashed, model, created DESC, key DESC);
CREATE INDEX pictures_by_sampler ON pictures (trashed, sampler, created DESC, key DESC);
CREATE INDEX pictures_by_steps ON pictures (trashed, steps DESC, created DESC, key DESC);
CREATE INDEX pictures_by_guidance ON pictures (trashed, guidance DESC, created DESC, key DESC);
`
