// What needs the parsers of mail and HTML. It is imported when a mail is read: a request that reads none must not wait
// for them.
export { cutMail } from './cut-mail.ts';
export { parseMail } from './parse-mail.ts';
