import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';

interface Props extends Pick<SelectProps, 'label' | 'placeholder' | 'nothingFoundMessage'> {
  /** Reads what fits the words; called as a hook, with every change of them. */
  readonly useFound: (search: string) => readonly { readonly value: string; readonly label: string }[];
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** Chooses one of any number of things: the server looks for what is typed. */
export function Choose({ useFound, ...rest }: Props) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  return (
    <Select
      {...rest}
      data={[...useFound(search.slice(0, 200))]}
      onSearchChange={(text) => setTyped(text.split(' · ')[0] ?? '')}
      filter={({ options }) => options}
      searchable
      flex={1}
    />
  );
}
