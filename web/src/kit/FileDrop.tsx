// A region that takes files by drop; it shows where they will go while they are held over it.
import { Text } from '@mantine/core';
import { useState, type DragEvent, type ReactNode } from 'react';
import classes from './FileDrop.module.css';

export interface FileDropProps {
  label: string;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
  className?: string | undefined;
  children: ReactNode;
}

function holdsFiles(event: DragEvent): boolean {
  return [...event.dataTransfer.types].includes('Files');
}

export function FileDrop({ label, disabled = false, onFiles, className, children }: FileDropProps) {
  const [over, setOver] = useState(false);
  const drag = (event: DragEvent) => {
    if (disabled || !holdsFiles(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const leave = (event: DragEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
  };
  const drop = (event: DragEvent) => {
    setOver(false);
    if (disabled || !holdsFiles(event)) return;
    event.preventDefault();
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <div
      className={[classes.root, className].filter(Boolean).join(' ')}
      onDragOver={drag}
      onDragLeave={leave}
      onDrop={drop}
    >
      {children}
      {over ? (
        <div className={classes.over}>
          <Text fw={500}>{label}</Text>
        </div>
      ) : null}
    </div>
  );
}
