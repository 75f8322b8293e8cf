// Uploads with progress. The SDK's upload uses fetch, which reports none, so the bytes go by
// XMLHttpRequest here, with the same route and the same errors.
import type { Attachment } from '@atelier/sdk';
import { toAppError, type AppError } from './errors';

export interface UploadJob {
  done: Promise<{ ok: true; value: Attachment } | { ok: false; error: AppError }>;
  cancel(): void;
}

export interface UploadOptions {
  room: string;
  file: File;
  csrf: string;
  onProgress: (fraction: number) => void;
}

function errorOf(request: XMLHttpRequest): AppError {
  const body = request.response as { error?: Record<string, unknown> } | null;
  const error = toAppError(body?.error ?? { code: 'internal', message: '' });
  const requestId = body?.error?.['request_id'];
  return typeof requestId === 'string' ? { ...error, requestId } : error;
}

export function upload({ room, file, csrf, onProgress }: UploadOptions): UploadJob {
  const request = new XMLHttpRequest();
  const name = encodeURIComponent(file.name);
  request.open('POST', `/api/v1/rooms/${encodeURIComponent(room)}/files?name=${name}`);
  request.responseType = 'json';
  request.setRequestHeader('X-Atelier-CSRF', csrf);
  request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
  request.upload.onprogress = (event) => {
    if (event.lengthComputable) onProgress(event.loaded / event.total);
  };
  const done: UploadJob['done'] = new Promise((resolve) => {
    request.onload = () => {
      if (request.status === 201) resolve({ ok: true, value: request.response as Attachment });
      else resolve({ ok: false, error: errorOf(request) });
    };
    request.onerror = () => resolve({ ok: false, error: { code: 'unavailable', message: '' } });
    request.onabort = () => resolve({ ok: false, error: { code: 'conflict', message: '' } });
  });
  request.send(file);
  return { done, cancel: () => request.abort() };
}
