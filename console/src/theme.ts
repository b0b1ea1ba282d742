import { createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'blue',
  // White on them is readable (WCAG 1.4.3), which it is not on the library's own shade for dark.
  primaryShade: { light: 8, dark: 8 },
  respectReducedMotion: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
});
