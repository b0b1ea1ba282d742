import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { Problem } from './problem.tsx';

interface Props {
  readonly opened: boolean;
  readonly title: string;
  /** What the button says. */
  readonly label: string;
  /** What is written by it: whether that is under way, and why it failed. */
  readonly change: { readonly isPending: boolean; readonly error: unknown };
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** The fields. */
  readonly children: ReactNode;
}

/** Asks for a few fields in a window above the page, and says there what is wrong with them. */
export function FormDialog({ opened, title, label, change, onSubmit, onClose, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          {children}
          <Problem error={change.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending}>
              {label}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
