import { Anchor, type AnchorProps } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface Props extends AnchorProps {
  readonly to: string;
  readonly children: ReactNode;
}

/** A link to another page of the console. */
export function PageLink({ to, children, ...look }: Props) {
  return (
    <Anchor component={Link} to={to} {...look}>
      {children}
    </Anchor>
  );
}
