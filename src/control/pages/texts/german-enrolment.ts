/** German for the pages that turn a link into somebody who can sign in: setup, invitation and reset. */
export const germanEnrolment = {
  Steps: 'Schritte',
  Domain: 'Domain',
  Certificate: 'Zertifikat',
  You: 'Sie',
  'Second factor': 'Zweiter Faktor',
  Recovery: 'Ersatz',
  'This is missing.': 'Das fehlt.',
  'This is not an e-mail address.': 'Das ist keine E-Mail-Adresse.',
  'This is not the same password.': 'Das ist nicht dasselbe Passwort.',
  'Use at least {{count}} characters. A few words in a row are easy to remember.':
    'Nehmen Sie mindestens {{count}} Zeichen. Ein paar Wörter hintereinander merken sich leicht.',
  'Use at most {{count}} characters.': 'Nehmen Sie höchstens {{count}} Zeichen.',
  'This is one of the passwords that are tried first. Choose another.':
    'Das ist eines der Passwörter, die zuerst probiert werden. Wählen Sie ein anderes.',
  'This is made of your own name or address, which is tried first. Choose another.':
    'Das besteht aus Ihrem eigenen Namen oder Ihrer Adresse, und das wird zuerst probiert. Wählen Sie ein anderes.',
  Organisation: 'Organisation',
  'Your name': 'Ihr Name',
  'Password again': 'Passwort noch einmal',
  'Become its owner': 'Werden Sie Inhaber',
  'Whoever finishes the next three steps owns this installation.':
    'Wer die nächsten drei Schritte abschließt, dem gehört diese Installation.',
  Welcome: 'Willkommen',
  'Choose how you sign in. It takes two minutes, and a passkey or a phone with an authenticator app.':
    'Wählen Sie, wie Sie sich anmelden. Das dauert zwei Minuten; Sie brauchen einen Passkey oder ein Telefon mit einer Authenticator-App.',
  'Choose anew how you sign in': 'Wählen Sie neu, wie Sie sich anmelden',
  'Password, authenticator, passkeys and recovery codes that you had stop working at the end.':
    'Passwort, Authenticator, Passkeys und Wiederherstellungscodes, die Sie hatten, gelten am Ende nicht mehr.',
  'Shown on every page, such as Example Ltd.': 'Steht auf jeder Seite, etwa Beispiel GmbH.',
  'You sign in with it. Nothing is sent to it.': 'Damit melden Sie sich an. Es wird nichts dorthin gesendet.',
  'You sign in with this address.': 'Mit dieser Adresse melden Sie sich an.',
  'At least {{count}} characters. A few words in a row are good.':
    'Mindestens {{count}} Zeichen. Ein paar Wörter hintereinander sind gut.',
  'A passkey needs neither password nor codes.': 'Ein Passkey braucht weder Passwort noch Codes.',
  'Use a passkey alone': 'Nur einen Passkey benutzen',
  'Passkeys work once this browser trusts the certificate of this page. Until then, choose a password; you can add a passkey later.':
    'Passkeys gehen, sobald dieser Browser dem Zertifikat dieser Seite vertraut. Wählen Sie bis dahin ein Passwort; einen Passkey können Sie später hinzufügen.',
  'Add an authenticator': 'Authenticator hinzufügen',
  'Scan this with an authenticator app on your phone, then type the code that it shows.':
    'Scannen Sie dies mit einer Authenticator-App auf Ihrem Telefon und tippen Sie dann den Code, den sie zeigt.',
  'QR code for your authenticator app': 'QR-Code für Ihre Authenticator-App',
  'No camera? Type this key into the app:': 'Keine Kamera? Tippen Sie diesen Schlüssel in die App:',
  'Use a passkey instead': 'Stattdessen einen Passkey benutzen',
  'Until then, use an authenticator app; you can add a passkey later.':
    'Nehmen Sie bis dahin eine Authenticator-App; einen Passkey können Sie später hinzufügen.',
  'Make your passkey': 'Erstellen Sie Ihren Passkey',
  'Your browser asks where to keep it: this device, a phone, a security key or your password manager. It opens with your finger, face or PIN.':
    'Ihr Browser fragt, wo er ihn aufbewahren soll: auf diesem Gerät, einem Telefon, einem Sicherheitsschlüssel oder in Ihrem Passwortmanager. Er öffnet sich mit Finger, Gesicht oder PIN.',
  'Make a passkey': 'Passkey erstellen',
  'This browser has no passkeys. Go back and choose a password.':
    'Dieser Browser kann keine Passkeys. Gehen Sie zurück und wählen Sie ein Passwort.',
  'Passkeys need JavaScript. Allow it for this site, or go back and choose a password.':
    'Passkeys brauchen JavaScript. Erlauben Sie es für diese Seite, oder gehen Sie zurück und wählen Sie ein Passwort.',
  'Your passkey is ready': 'Ihr Passkey ist bereit',
  'It is all you need to sign in. Should you lose it, an administrator can make you a link to start anew; a second passkey on another device spares you that.':
    'Mehr brauchen Sie nicht, um sich anzumelden. Verlieren Sie ihn, kann ein Administrator Ihnen einen Link für einen neuen Anfang machen; ein zweiter Passkey auf einem anderen Gerät erspart Ihnen das.',
  'Keep your recovery codes': 'Bewahren Sie Ihre Wiederherstellungscodes auf',
  'If you lose your phone, each of these {{count}} codes signs you in once. They are shown only now: print them, or keep them in a password manager.':
    'Wenn Sie Ihr Telefon verlieren, meldet Sie jeder dieser {{count}} Codes einmal an. Sie werden nur jetzt gezeigt: Drucken Sie sie, oder bewahren Sie sie in einem Passwortmanager auf.',
  'I have kept them: continue': 'Ich habe sie aufbewahrt: weiter',
  'This code is not right. Wait for the next one, and check that the phone’s clock is.':
    'Dieser Code stimmt nicht. Warten Sie auf den nächsten, und prüfen Sie, ob die Uhr des Telefons stimmt.',
  'This passkey could not be taken: the browser’s answer does not hold. Try again.':
    'Dieser Passkey ließ sich nicht annehmen: Die Antwort des Browsers hält nicht. Versuchen Sie es noch einmal.',
  'Open this link in a browser': 'Öffnen Sie diesen Link in einem Browser',
  'It works once, so it is kept for the person whom it is for.':
    'Er gilt einmal und wird daher für die Person aufgehoben, für die er ist.',
  'Somebody was faster': 'Jemand war schneller',
  'This installation got its owner a moment ago. If that was not you or yours, stop it and start afresh.':
    'Diese Installation bekam gerade ihren Inhaber. Waren das weder Sie noch die Ihren, halten Sie sie an und beginnen Sie neu.',
  'This link is used up': 'Dieser Link ist verbraucht',
  'It was opened before, replaced by another, or is too old.':
    'Er wurde schon geöffnet, durch einen anderen ersetzt oder ist zu alt.',
  'On the machine itself, “sallyport setup-link” prints a new one.':
    'Auf der Maschine selbst druckt „sallyport setup-link“ einen neuen.',
  'Ask whoever invited you for a new one.': 'Bitten Sie, wer Sie eingeladen hat, um einen neuen.',
  'Ask an administrator for a new one.': 'Bitten Sie einen Administrator um einen neuen.',
} as const;
