export const stateColours: Readonly<Record<'enabled' | 'invited' | 'disabled', string>> = {
  enabled: 'teal',
  invited: 'blue',
  disabled: 'red',
};
