/** German for the walk through the demo. */
export const demo: Readonly<Record<string, string>> = {
  'The walk': 'Der Rundgang',
  'All eight steps are done.': 'Alle acht Schritte sind getan.',
  'This is no demo': 'Dies ist keine Demo',
  'Everything here is real.': 'Alles hier ist echt.',
  'A walk in eight steps': 'Ein Rundgang in acht Schritten',
  'Harbour & Finch is invented; everything else you see is how Sallyport works.':
    'Harbour & Finch ist erfunden; alles andere, was Sie sehen, ist, wie Sallyport arbeitet.',
  'Whom to be': 'Wer Sie sein können',
  'A page on your machine has everybody’s address, password and one-time code:':
    'Eine Seite auf Ihrem Rechner nennt Adresse, Passwort und Einmalcode von allen:',
  'Stay Olga here, and be others in a private window.':
    'Bleiben Sie hier Olga, und seien Sie andere in einem privaten Fenster.',
  As: 'Als',
  'What you see:': 'Was Sie sehen:',
  'Go there': 'Dorthin',
  'Somebody is refused, and can know why': 'Jemand wird abgelehnt und kann wissen, warum',
  'In a private window, open Payroll and sign in as Dana, a contractor.':
    'Öffnen Sie in einem privaten Fenster Payroll und melden Sie sich als Dana an, eine Freiberuflerin.',
  'Read what Dana is told.': 'Lesen Sie, was Dana gesagt wird.',
  'Back here as Olga, open the newest of the decisions about Dana and payroll, by its reason.':
    'Öffnen Sie hier als Olga die neueste Entscheidung über Dana und payroll, mit einem Klick auf ihren Grund.',
  'Press “Why?” there.': 'Klicken Sie dort auf „Warum?“.',
  'Dana read the advice of the policy that refused and a number, nothing about how the policies are made. Olga finds the decision by that number, with every fact it used, the policies that spoke, and what became of each other one.':
    'Dana las den Rat der Richtlinie, die ablehnte, und eine Nummer, nichts darüber, wie die Richtlinien gemacht sind. Olga findet unter dieser Nummer die Entscheidung, mit jeder Tatsache, die zählte, den Richtlinien, die sprachen, und dem, was aus jeder anderen wurde.',
  'Give access by a group': 'Über eine Gruppe Zugang geben',
  'In a private window, open “Change production” of the operations panel as Priya: it is refused.':
    'Öffnen Sie in einem privaten Fenster als Priya „Change production“ im Operations panel: Es wird abgelehnt.',
  'Here as Olga, open the group on-call and put Priya in.':
    'Öffnen Sie hier als Olga die Gruppe on-call und nehmen Sie Priya auf.',
  'Load Priya’s page again.': 'Laden Sie Priyas Seite neu.',
  'It opens at once, without another sign-in. Take her out again while the page is open, and the next click is refused.':
    'Sie öffnet sich sofort, ohne neue Anmeldung. Nehmen Sie Priya bei offener Seite wieder heraus, und der nächste Klick wird abgelehnt.',
  'Ask for a fresh sign-in where it matters': 'Eine frische Anmeldung verlangen, wo es zählt',
  'In a private window, open Payroll as Lena, head of finance, and stay for more than a minute.':
    'Öffnen Sie in einem privaten Fenster Payroll als Lena, Leiterin der Finanzen, und bleiben Sie mehr als eine Minute.',
  'Press “Pay November”, and sign in as Lena once more.':
    'Klicken Sie auf „Pay November“ und melden Sie sich noch einmal als Lena an.',
  'Paying wants a sign-in of the last minute. Lena is asked for what is missing, and comes to where she wanted to go. The rest of Payroll did not ask. From a café no sign-in helps: the answer names the policy, and from where Payroll would open.':
    'Das Auszahlen verlangt eine Anmeldung der letzten Minute. Lena wird nach dem gefragt, was fehlt, und kommt dorthin, wohin sie wollte. Der Rest von Payroll fragte nicht. Aus einem Café hilft keine Anmeldung: Die Antwort nennt die Richtlinie und von wo sich Payroll öffnen würde.',
  'As Olga, ask what would be if Lena tried it from a café.':
    'Fragen Sie als Olga, was wäre, wenn Lena es aus einem Café versuchte.',
  'Cut what is open': 'Trennen, was offen ist',
  'Open the builds in a window beside this one: a log runs in it.':
    'Öffnen Sie neben diesem Fenster die Builds: Darin läuft ein Protokoll.',
  'In the live connections, press “Cut this connection” in the row with your name and builds. Then press “End session” in the row of somebody else.':
    'Klicken Sie unter den offenen Verbindungen in der Zeile mit Ihrem Namen und builds auf „Verbindung trennen“. Klicken Sie dann in der Zeile von jemand anderem auf „Sitzung beenden“.',
  'The log stops in the middle and says when; it comes back, since the policies still allow it. Whose session was ended is gone until they have signed in again: these five do so by themselves, after half a minute.':
    'Das Protokoll hält mittendrin an und sagt, wann; es kommt wieder, denn die Richtlinien erlauben es noch. Wessen Sitzung beendet wurde, ist fort, bis er sich neu angemeldet hat: Diese fünf tun es von selbst, nach einer halben Minute.',
  'Try a policy before it has a say': 'Eine Richtlinie ausprobieren, bevor sie mitredet',
  'Open “Builds want a sign-in of the last two hours”: so far it has only observed.':
    'Öffnen Sie „Builds want a sign-in of the last two hours“: Bisher beobachtet sie nur.',
  'At the end of the page, choose “Enforce”, but do not save. Then press “Work it out”, just above, beside “What this changes”.':
    'Wählen Sie am Ende der Seite „Durchsetzen“, speichern Sie aber nicht. Klicken Sie dann, gleich darüber, neben „Was das ändert“ auf „Berechnen“.',
  'Out of two weeks of recorded decisions, those that would have come out otherwise, by name: allowed then, asked to sign in again now. Nothing has changed yet; whether to save is up to you.':
    'Aus zwei Wochen aufgezeichneter Entscheidungen die, die anders ausgegangen wären, mit Namen: damals erlaubt, jetzt mit neuer Anmeldung. Noch hat sich nichts geändert; ob Sie speichern, liegt bei Ihnen.',
  'Make a mistake that is not let through': 'Einen Fehler machen, der nicht durchkommt',
  'Open “Finance opens payroll with a fresh sign-in”.':
    'Öffnen Sie „Finance opens payroll with a fresh sign-in“.',
  'In the text, write "support" in place of "finance". Then press “Save and publish”.':
    'Schreiben Sie im Text "support" anstelle von "finance". Klicken Sie dann auf „Speichern und veröffentlichen“.',
  'It is not published: “everybody in finance can open payroll” would not hold any more. Somebody wrote that sentence down on the first day, so nobody has to remember it.':
    'Es wird nicht veröffentlicht: „everybody in finance can open payroll“ würde nicht mehr gelten. Jemand hat den Satz am ersten Tag aufgeschrieben, also muss niemand daran denken.',
  'Find out what happened, and go back': 'Herausfinden, was geschah, und zurückgehen',
  'In the versions, look at “Support wants quiet afternoons” and the one after it.':
    'Sehen Sie in den Versionen „Support wants quiet afternoons“ an und die danach.',
  'Press “What changed” in both lines.': 'Klicken Sie in beiden Zeilen auf „Was sich geändert hat“.',
  'A policy closed the tickets at four; two people ran into it, and within the hour Olga went back. Each version can be had again with one click, and says who made it and why.':
    'Eine Richtlinie schloss die Tickets um vier; zwei Personen liefen hinein, und binnen einer Stunde ging Olga zurück. Jede Version ist mit einem Klick wieder zu haben und sagt, wer sie machte und warum.',
  'Check the record': 'Das Protokoll prüfen',
  'In the audit, press “Verify the chain”.': 'Klicken Sie im Audit-Protokoll auf „Kette prüfen“.',
  'Everything of the two weeks and everything you did just now stands in chains that show every alteration: the guesses of one night, too.':
    'Alles aus den zwei Wochen und alles, was Sie eben taten, steht in Ketten, die jede Änderung zeigen: auch das Raten einer Nacht.',
};
