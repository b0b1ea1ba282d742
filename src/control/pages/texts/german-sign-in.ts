/** German for sign-in, step-up and sign-out, and for what identity's second factors ask. */
export const germanSignIn = {
  'to change how you sign in': 'um zu ändern, wie Sie sich anmelden',
  'Before you change how you sign in, confirm that it is you.':
    'Bevor Sie ändern, wie Sie sich anmelden, bestätigen Sie, dass Sie es sind.',
  'This page asks for a fresh sign-in. Confirm that it is you.':
    'Diese Seite verlangt eine frische Anmeldung. Bestätigen Sie, dass Sie es sind.',
  'to continue to {{app}}': 'um zu {{app}} zu gelangen',
  'to continue to your applications': 'um zu Ihren Anwendungen zu gelangen',
  '{{app}} asks for a fresh sign-in. Confirm that it is you.':
    '{{app}} verlangt eine frische Anmeldung. Bestätigen Sie, dass Sie es sind.',
  '{{app}} asks for a stronger sign-in.': '{{app}} verlangt eine stärkere Anmeldung.',
  'Not you?': 'Nicht Sie?',
  'Start over': 'Von vorn',
  'Confirm that it is you': 'Bestätigen Sie, dass Sie es sind',
  'Sign in': 'Anmelden',
  'Use a passkey': 'Passkey benutzen',
  'Sign in with a passkey': 'Mit einem Passkey anmelden',
  'Use your passkey': 'Benutzen Sie Ihren Passkey',
  'Continue with a passkey': 'Weiter mit einem Passkey',
  'This browser has no passkeys. Use another one.':
    'Dieser Browser kann keine Passkeys. Nehmen Sie einen anderen.',
  'Passkeys need JavaScript. Allow it for this site.':
    'Passkeys brauchen JavaScript. Erlauben Sie es für diese Seite.',
  'Until then, sign in with your password and code.': 'Bis dahin melden Sie sich mit Passwort und Code an.',
  'a password': 'ein Passwort',
  'a code of an authenticator app': 'einen Code einer Authenticator-App',
  'a passkey': 'einen Passkey',
  'a recovery code': 'einen Wiederherstellungscode',
  'a sign-in at another provider': 'eine Anmeldung bei einem anderen Anbieter',
  'a key of a service account': 'einen Schlüssel eines Dienstkontos',
  '{{one}} and {{other}}': '{{one}} und {{other}}',
  'Add one under “How you sign in” among your applications, or ask an administrator.':
    'Fügen Sie einen unter „Wie Sie sich anmelden“ bei Ihren Anwendungen hinzu oder fragen Sie einen Administrator.',
  'Ask an administrator.': 'Fragen Sie einen Administrator.',
  'You cannot sign in here yet': 'Hier können Sie sich noch nicht anmelden',
  'Your account has no second factor, and nobody signs in without one. Ask an administrator for a link to set one up.':
    'Ihr Konto hat keinen zweiten Faktor, und ohne einen meldet sich niemand an. Bitten Sie einen Administrator um einen Link, um einen einzurichten.',
  '{{app}} asks for {{methods}}, which your account does not have.':
    '{{app}} verlangt {{methods}}; das hat Ihr Konto nicht.',
  'This asks for {{methods}}, which your account does not have.':
    'Hier brauchen Sie {{methods}}; das hat Ihr Konto nicht.',
  'There were too many attempts. Wait {{time}} and try again.':
    'Es waren zu viele Versuche. Warten Sie {{time}} und versuchen Sie es dann noch einmal.',
  'This password opens nothing any more: you said that a sign-in with it was not you. Sign in another way, or ask an administrator for a link to choose a new one.':
    'Dieses Passwort öffnet nichts mehr: Sie haben gesagt, dass eine Anmeldung damit nicht von Ihnen war. Melden Sie sich anders an, oder bitten Sie einen Administrator um einen Link, um ein neues zu wählen.',
  'This passkey is the second step of your sign-in. Begin with your provider.':
    'Dieser Passkey ist der zweite Schritt Ihrer Anmeldung. Beginnen Sie bei Ihrem Anbieter.',
  'This passkey may have been copied: its counter went back. It opens nothing any more. Sign in another way and remove it.':
    'Dieser Passkey wurde vielleicht kopiert: Sein Zähler ging zurück. Er öffnet nichts mehr. Melden Sie sich anders an und entfernen Sie ihn.',
  'This took too long, or was tried too often. Start again with your password.':
    'Das hat zu lange gedauert oder wurde zu oft versucht. Beginnen Sie wieder mit Ihrem Passwort.',
  'Your account cannot prove what is asked for.': 'Ihr Konto kann nicht nachweisen, was verlangt wird.',
  'This passkey opens no account here. It may have been removed. Sign in another way.':
    'Dieser Passkey öffnet hier kein Konto. Vielleicht wurde er entfernt. Melden Sie sich anders an.',
  'E-mail or password is not right.': 'E-Mail oder Passwort stimmt nicht.',
  'Your account here is disabled.': 'Ihr Konto hier ist gesperrt.',
  'This sign-in was begun more than ten minutes ago. Open the application again.':
    'Diese Anmeldung wurde vor mehr als zehn Minuten begonnen. Öffnen Sie die Anwendung noch einmal.',
  'This address is not one that a gateway of ours made. Open the application again.':
    'Diese Adresse hat keines unserer Gateways gemacht. Öffnen Sie die Anwendung noch einmal.',
  'The application that you came from is not registered here, so nobody is sent back to it.':
    'Die Anwendung, von der Sie kamen, ist hier nicht eingetragen, daher wird niemand zu ihr zurückgeschickt.',
  'Go to your applications': 'Zu Ihren Anwendungen',
  'This sign-in cannot go on': 'Diese Anmeldung kann nicht weitergehen',
  'Hello {{name}}': 'Hallo {{name}}',
  'You are signed in as {{login}}.': 'Sie sind angemeldet als {{login}}.',
  'Sign out everywhere in this browser': 'In diesem Browser überall abmelden',
  'You are signed out': 'Sie sind abgemeldet',
  'Your session has ended in this browser, on every application, and what was open is cut.':
    'Ihre Sitzung in diesem Browser ist beendet, in jeder Anwendung, und was offen war, ist getrennt.',
  'Sign in again': 'Neu anmelden',
  'Sign out at your provider as well': 'Auch bei Ihrem Anbieter abmelden',
  'Enter your code': 'Geben Sie Ihren Code ein',
  'Open your authenticator app and type the six digits it shows for Sallyport.':
    'Öffnen Sie Ihre Authenticator-App und tippen Sie die sechs Ziffern, die sie für Sallyport zeigt.',
  'Use your authenticator app': 'Authenticator-App benutzen',
  'This code is not right, or was used already. Wait for the next one.':
    'Dieser Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten.',
  'Enter a recovery code': 'Geben Sie einen Wiederherstellungscode ein',
  'Type one of the codes that you kept when you set up your account. Each works once.':
    'Tippen Sie einen der Codes, die Sie beim Einrichten Ihres Kontos aufbewahrt haben. Jeder gilt einmal.',
  'Recovery code': 'Wiederherstellungscode',
  'Use a recovery code instead': 'Stattdessen einen Wiederherstellungscode benutzen',
  'This recovery code is not right, or was used already.':
    'Dieser Wiederherstellungscode stimmt nicht oder wurde schon benutzt.',
} as const;
