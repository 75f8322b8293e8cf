// The text of an open document for reading, at most a few times a second while others write.
import type { DocumentHandle } from '@atelier/sdk';
import { useEffect, useState } from 'react';

const everyMs = 250;

export function useDocText(handle: DocumentHandle): string {
  const [text, setText] = useState(() => handle.doc.getText('text').toString());
  useEffect(() => {
    const shared = handle.doc.getText('text');
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        setText(shared.toString());
      }, everyMs);
    };
    shared.observe(update);
    update();
    return () => {
      shared.unobserve(update);
      clearTimeout(timer);
    };
  }, [handle]);
  return text;
}
