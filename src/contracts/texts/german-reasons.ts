/** German for the sentences of `reasons.ts`, by the English one: console and refusal page show both from here. */
export const germanReasons: Readonly<Record<string, string>> = {
  'A policy allows this.': 'Eine Richtlinie erlaubt das.',
  'No policy gives you access to this application.':
    'Keine Richtlinie gibt Ihnen Zugriff auf diese Anwendung.',
  'No policy gives them access to this application.':
    'Hier gibt keine Richtlinie Zugriff auf diese Anwendung.',
  'Ask an administrator for access.': 'Bitten Sie einen Administrator um Zugriff.',
  'A policy forbids this.': 'Eine Richtlinie verbietet das.',
  'Ask an administrator if you think this is wrong.':
    'Fragen Sie einen Administrator, wenn Sie das für falsch halten.',
  'A policy could not be evaluated, so the request was refused.':
    'Eine Richtlinie ließ sich nicht auswerten, daher wurde die Anfrage abgelehnt.',
  'An administrator has to correct the policy.': 'Ein Administrator muss die Richtlinie berichtigen.',
  'This application wants a stronger or fresher sign-in.':
    'Diese Anwendung verlangt eine stärkere oder frischere Anmeldung.',
  'Sign in again to go on.': 'Melden Sie sich neu an, um fortzufahren.',
  'You are not signed in here.': 'Sie sind hier nicht angemeldet.',
  'They are not signed in here.': 'Die Person ist hier nicht angemeldet.',
  'Sign in to go on.': 'Melden Sie sich an, um fortzufahren.',
  'Your session has ended.': 'Ihre Sitzung ist beendet.',
  'Their session has ended.': 'Die Sitzung der Person ist beendet.',
  'Your session was too old or idle for too long.': 'Ihre Sitzung war zu alt oder zu lange ungenutzt.',
  'Their session was too old or idle for too long.':
    'Die Sitzung der Person war zu alt oder zu lange ungenutzt.',
  'Your account is disabled.': 'Ihr Konto ist gesperrt.',
  'Their account is disabled.': 'Das Konto der Person ist gesperrt.',
  'Ask an administrator.': 'Fragen Sie einen Administrator.',
  'This application is switched off.': 'Diese Anwendung ist abgeschaltet.',
  'This application was set up anew.': 'Diese Anwendung wurde neu eingerichtet.',
  'Reload to ask again.': 'Laden Sie neu, um noch einmal zu fragen.',
  'The API token is not made for this.': 'Das API-Token ist dafür nicht gemacht.',
  'Use a token that has this scope.': 'Nutzen Sie ein Token mit dieser Berechtigung.',
  'An administrator ended this connection.': 'Ein Administrator hat diese Verbindung beendet.',
  'Sign in again if you still need it.': 'Melden Sie sich neu an, wenn Sie sie noch brauchen.',
  'The provider that vouched for you ended your session, or does not vouch for you any more.':
    'Der Anbieter, der für Sie bürgte, hat Ihre Sitzung beendet oder bürgt nicht mehr für Sie.',
  'The provider that vouched for them ended their session, or does not vouch for them any more.':
    'Der Anbieter, der für die Person bürgte, hat ihre Sitzung beendet oder bürgt nicht mehr für sie.',
  'An administrator cut this connection.': 'Ein Administrator hat diese Verbindung getrennt.',
  'Reload to connect again, if you may.': 'Laden Sie neu, um sich wieder zu verbinden, falls Sie dürfen.',
  'The gateway that carried this was switched off.': 'Das Gateway, über das dies lief, wurde abgeschaltet.',
  'Try again in a moment.': 'Versuchen Sie es gleich noch einmal.',
  'The time for which this was allowed is over.': 'Die Zeit, für die dies erlaubt war, ist vorbei.',
  'Nothing was said on this connection for too long.':
    'Auf dieser Verbindung wurde zu lange nichts übertragen.',
  'Reload to connect again.': 'Laden Sie neu, um sich wieder zu verbinden.',
  'There is no room left to write down what is decided, so nothing new is allowed.':
    'Es ist kein Platz mehr, um Entscheidungen aufzuzeichnen, daher wird nichts Neues erlaubt.',
  'Tell an administrator: the disk or the database is full.':
    'Sagen Sie es einem Administrator: Die Festplatte oder die Datenbank ist voll.',
  'The database does not answer, so nothing new is allowed.':
    'Die Datenbank antwortet nicht, daher wird nichts Neues erlaubt.',
  'The part that decides cannot be reached, so nothing new is allowed.':
    'Der Teil, der entscheidet, ist nicht erreichbar, daher wird nichts Neues erlaubt.',
  'What is known about you is too old to rely on, so the connection was ended.':
    'Was über Sie bekannt ist, ist zu alt, um sich darauf zu verlassen, daher wurde die Verbindung beendet.',
  'What is known about them is too old to rely on, so the connection was ended.':
    'Was über die Person bekannt ist, ist zu alt, um sich darauf zu verlassen, daher wurde die Verbindung beendet.',
  'Your access is being decided anew and the answer is not there yet.':
    'Über Ihren Zugriff wird neu entschieden, und die Antwort liegt noch nicht vor.',
  'Their access is being decided anew and the answer is not there yet.':
    'Über den Zugriff der Person wird neu entschieden, und die Antwort liegt noch nicht vor.',
  'The address of this page is too long to decide about.':
    'Die Adresse dieser Seite ist zu lang, um über sie zu entscheiden.',
  'Too many requests are waiting.': 'Zu viele Anfragen warten.',
  'This was refused.': 'Das wurde abgelehnt.',
  'This service account, or this key of it, is not made for this application.':
    'Dieses Dienstkonto oder dieser Schlüssel ist nicht für diese Anwendung gemacht.',
  'An administrator can add the application to what the account and the key may open.':
    'Ein Administrator kann die Anwendung zu denen hinzufügen, die Konto und Schlüssel öffnen dürfen.',
  'This is no key of a service account.': 'Das ist kein Schlüssel eines Dienstkontos.',
  'Use a key that has not been revoked.': 'Verwenden Sie einen Schlüssel, der nicht widerrufen ist.',
  'A key is sent once, in one header, as `Bearer` and the key.':
    'Ein Schlüssel wird einmal gesendet, in einem Header, als `Bearer` und der Schlüssel.',
  'Send exactly one key, and no session of a browser beside it.':
    'Senden Sie genau einen Schlüssel und keine Sitzung eines Browsers daneben.',
  'This is one of Sallyport’s own addresses, which no key of a service account opens.':
    'Das ist eine Adresse von Sallyport selbst, die kein Schlüssel eines Dienstkontos öffnet.',
  'Use an API token at the API’s own address.': 'Verwenden Sie ein API-Token an der Adresse der API.',
  'This key was revoked.': 'Dieser Schlüssel wurde widerrufen.',
  'Use another key of the account.': 'Verwenden Sie einen anderen Schlüssel des Kontos.',
  'The time for which this key was made is over.':
    'Die Zeit, für die dieser Schlüssel gemacht wurde, ist vorbei.',
  'Use a newer key of the account.': 'Verwenden Sie einen neueren Schlüssel des Kontos.',
  'This service account is disabled.': 'Dieses Dienstkonto ist gesperrt.',
};
