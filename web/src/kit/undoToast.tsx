// The toast behind an act of one's own that can be taken back: undo before confirm.
import { Button, Group, Text } from '@mantine/core';
import { dismiss, notify } from './notify';

export const undoForMs = 8_000;

export interface UndoToast {
  id: string;
  words: string;
  /** On the button. */
  verb: string;
  forMs: number;
  undo: () => void;
}

export function notifyUndo({ id, words, verb, forMs, undo }: UndoToast): void {
  const onUndo = () => {
    undo();
    dismiss(id);
  };
  notify({
    id,
    autoClose: forMs,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text fz="sm">{words}</Text>
        <Button size="compact-sm" variant="subtle" onClick={onUndo}>
          {verb}
        </Button>
      </Group>
    ),
  });
}
