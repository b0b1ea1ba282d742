import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The colour of the sign-in pages (`--accent` there is the ninth shade), so that all pages are one house. */
const harbour: MantineColorsTuple = [
  '#e9f5f7',
  '#d3e8ec',
  '#a7d0d8',
  '#7cb8c3',
  '#58a3b1',
  '#4295a5',
  '#348a9b',
  '#277888',
  '#1f5f6b',
  '#154f5a',
];

export const theme = createTheme({
  colors: { harbour },
  primaryColor: 'harbour',
  // White on it is readable (WCAG 1.4.3) in both themes.
  primaryShade: { light: 8, dark: 8 },
  respectReducedMotion: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
});
