// One shape for everything that can fail, whoever reported it: the SDK's error plus `offline` for
// requests that never reached the server.
import type { AtelierError } from '@atelier/sdk';

export type AppError = AtelierError;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function toAppError(value: unknown): AppError {
  if (isRecord(value) && typeof value['code'] === 'string') return value as unknown as AppError;
  const message = isRecord(value) ? String(value['message'] ?? '') : String(value ?? '');
  return { code: 'internal', message };
}
