// Pictures and files of a document go the way of the chat's attachments; the document keeps the address.
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../kit/errorWords';
import { notify } from '../../../kit/notify';
import { useClient } from '../../../state/client';
import { useSessionQuery } from '../../../state/rest';
import { upload } from '../../../state/upload';

export type UploadFile = (file: File) => Promise<string>;

const ignore = () => undefined;

/** The same function for the life of the component: an editor keeps what it was made with. */
export function useUploadFile(room: string): UploadFile {
  const { t } = useTranslation();
  const client = useClient();
  const csrf = useSessionQuery().data?.csrf ?? '';
  const send: UploadFile = async (file) => {
    const outcome = await upload({ room, file, csrf, onProgress: ignore }).done;
    if (outcome.ok) return new URL(client.files.url(room, outcome.value.file)).pathname;
    const words = errorWords(outcome.error);
    notify({ color: 'red', title: t(words.titleKey), message: t(words.adviceKey) });
    throw new Error(outcome.error.code);
  };
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  const [stable] = useState<UploadFile>(() => (file: File) => latest.current(file));
  return stable;
}
