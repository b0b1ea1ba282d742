import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

// The English sentence is the key, so that the code reads as the page does; another language is a table from
// these sentences to its own.
void i18next.use(initReactI18next).init({
  lng: 'en',
  resources: { en: { translation: {} } },
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});
