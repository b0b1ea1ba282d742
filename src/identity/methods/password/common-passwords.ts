// Words that lead the public lists of leaked passwords, without the digits and signs around them.
const words = `
password passwort passw contrasena motdepasse parola senha wachtwoord haslo qwerty qwertyuiop qwertz qwertzuiop
azerty azertyuiop asdfgh asdfghjkl zxcvbn zxcvbnm yxcvbnm qazwsx qazwsxedc abcdef abcdefg abcdefgh abcdefghij
abc abcd admin administrator root toor user guest test testing tester demo sample default changeme changeit
secret geheim letmein welcome willkommen bienvenue login logmein access master superman batman spiderman
dragon monkey football baseball basketball soccer hockey liverpool chelsea arsenal barcelona realmadrid
sunshine princess iloveyou ichliebedich loveyou lovely flower summer sommer winter spring autumn fruehling
herbst january february march april june july august september october november december monday tuesday
wednesday thursday friday saturday sunday shadow michael jordan jennifer jessica ashley daniel andrew thomas
charlie robert matthew joshua george hannah amanda nicole computer internet server database network security
firewall samsung google facebook microsoft windows linux ubuntu debian apple iphone android starwars pokemon
naruto minecraft whatever trustno trustnoone nothing nopassword mypassword thepassword yourpassword
passwordpassword hello helloworld hallo hallowelt cheese banana chocolate cookie pepper ginger killer hunter
freedom forever mustang ferrari porsche mercedes corvette harley yamaha company companyname office business
sallyport zerotrust correcthorsebatterystaple ninja azure oracle postgres mysql docker kubernetes grafana
`;

/** The bases of the most common passwords, lower case, letters only. */
export const commonWords: ReadonlySet<string> = new Set(words.split(/\s+/).filter((word) => word !== ''));
