// Files on their way into a message: each uploads at once, shows its progress, and can be removed or
// tried again. They stay when sending has to wait.
import type { Attachment } from '@atelier/sdk';
import { useCallback, useRef, useState } from 'react';
import type { AppError } from '../../state/errors';
import { useSessionQuery } from '../../state/rest';
import { upload, type UploadJob } from '../../state/upload';

export interface PendingFile {
  key: string;
  file: File;
  progress: number;
  done: Attachment | null;
  error: AppError | null;
}

export const uploadBytesMax = 100 * 1024 * 1024;

export interface Attachments {
  files: readonly PendingFile[];
  uploading: boolean;
  ready: readonly Attachment[];
  add(files: Iterable<File>): void;
  remove(key: string): void;
  clear(): void;
}

export function useAttachments(room: string): Attachments {
  const [files, setFiles] = useState<readonly PendingFile[]>([]);
  const jobs = useRef(new Map<string, UploadJob>());
  const csrf = useSessionQuery().data?.csrf ?? '';

  const change = useCallback((key: string, part: Partial<PendingFile>) => {
    setFiles((all) => all.map((file) => (file.key === key ? { ...file, ...part } : file)));
  }, []);

  const start = useCallback(
    (key: string, file: File) => {
      const onProgress = (progress: number) => change(key, { progress });
      const job = upload({ room, file, csrf, onProgress });
      jobs.current.set(key, job);
      void job.done.then((outcome) => {
        jobs.current.delete(key);
        change(key, outcome.ok ? { done: outcome.value, progress: 1 } : { error: outcome.error });
      });
    },
    [room, csrf, change],
  );

  const add = useCallback(
    (added: Iterable<File>) => {
      for (const file of added) {
        const key = crypto.randomUUID();
        const tooLarge = file.size > uploadBytesMax;
        const error: AppError | null = tooLarge ? { code: 'too_large', message: '' } : null;
        setFiles((all) => [...all, { key, file, progress: 0, done: null, error }]);
        if (!tooLarge) start(key, file);
      }
    },
    [start],
  );

  const remove = useCallback((key: string) => {
    jobs.current.get(key)?.cancel();
    setFiles((all) => all.filter((file) => file.key !== key));
  }, []);

  const clear = useCallback(() => setFiles([]), []);
  const ready = files.flatMap((file) => (file.done ? [file.done] : []));
  const uploading = files.some((file) => !file.done && !file.error);
  return { files, uploading, ready, add, remove, clear };
}
