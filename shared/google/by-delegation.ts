import { AppError } from '../errors.ts';

/** Google's words mean other things for a service account than for a consent, so the report says which it was. */
export const byDelegation = ({ code, detail, upstream }: AppError): AppError =>
  new AppError(code, { detail, upstream: upstream && { ...upstream, method: 'delegation' } });
