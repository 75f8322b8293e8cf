// The toast behind an act of one's own that can be taken back: undo before confirm.
import { Button, Group, Text } from '@mantine/core';
import { dismiss, notify } from './notify';

const undoForMs = 8_000;

export interface UndoToast {
  id: string;
  words: string;
  /** On the button. */
  verb: string;
  undo: () => void;
}

export function notifyUndo({ id, words, verb, undo }: UndoToast): void {
  const onUndo = () => {
    dismiss(id);
    undo();
  };
  notify({
    id,
    autoClose: undoForMs,
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
