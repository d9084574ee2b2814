import { parseMailCall } from './mail-call.ts';
import { previewAll } from './mail-preview.ts';
import { endWithoutOutput } from './terminal.ts';

const USAGE = `Usage: npm run --silent mail -- preview FILE... [--json]
       npm run --silent mail -- statement --mailbox ADDRESS --day YYYY-MM-DD [--json | --csv] [--env FILE]
       npm run --silent mail -- rehearse --mailbox ADDRESS [--policy NAME=CHOICE]... [--block SENDER]... [--json] [--env FILE]
       npm run --silent mail -- backfill --mailbox ADDRESS --days N [--json] [--env FILE]
       npm run --silent mail -- where [--address ADDRESS] [--from ADDRESS] [--to ADDRESS] [--subject WORDS]
           [--message-id ID] [--day YYYY-MM-DD [--last-day YYYY-MM-DD]] [--zone ZONE] [--mailbox ADDRESS]
           [--lang en|ja] [--json] [--env FILE]
       npm run --silent mail -- erase --address ADDRESS [--yes] [--after PLACE] [--json] [--env FILE]

preview    Reads mails from files (.eml) as they would be read from Gmail, and says of each what would become of
           it. A directory stands for its files; npm takes only some thousand names. It needs no connection and
           no settings, and stores nothing.
statement  Says what became of each message that arrived in a mailbox on a day (UTC), by Gmail's own list and the
           organization's own rows, and whether the books balance. In shadow mode it compares with what native
           Email-to-Case did, 200 mails a minute. It changes nothing.
rehearse   Says what would have become of each mail of the last 30 days if the mailbox had these policies, or blocked
           these senders too, beside what becomes of it now. It changes nothing. Gmail gives 200 mails a minute.
backfill   Brings the mail of the last 1 to 30 days that arrived before the start of a mailbox's mail, and shows how far
           it has come. mail-sync does the work, so that it goes on when this ends; run again, it watches again.
where      Says where a mail is, in one mailbox or in all: arrived when, filed on which case, skipped or held and why,
           or in no mailbox and what may have become of it; and who acts. It answers within two seconds, changes
           nothing and keeps nothing. Without a day it looks at the last 7 days; a Message-ID is found at any time.
erase      Erases a person's address from the threads of all mailboxes, and says what it does not touch. It asks
           first, and may be repeated.

  --json      preview: one JSON object for each file, a line each; statement, rehearse, where: one object; backfill: one object, a
              line each, whenever something changed
  --csv       a line for each message
  --policy    rehearse: a policy and its choice, such as autoReplies=file (docs/mail.md has all of them)
  --block     rehearse: an address, or a domain such as @example.com
  --yes       erase: does not ask
  --after     erase: goes on where a run ended
  --address   where: who wrote or got the mail, an address or a domain; --from and --to if you know which
  --zone      where: the time zone whose days are meant, such as Asia/Tokyo; UTC without it
  --lang      where: the language of the answer
  --env FILE  reads the settings from this file rather than from .env

Exit code of preview: 0, also when a file is no mail, whose line then says so; 2 when the arguments are wrong.
Exit code of statement: 0 the books balance; 1 there are differences, or Google, Salesforce or the store did not
answer; 2 when the arguments are wrong, also for a mailbox or a day of which there is no statement.
Exit code of rehearse: 0, whatever would change; 1 when Google, Salesforce or the store did not answer; 2 when the
arguments are wrong, also for a mailbox whose mail does not become cases.
Exit code of backfill: 0 all is brought; 1 it was stopped, or nothing moved for twenty minutes; 2 when the arguments
are wrong, no mail of the mailbox becomes cases, or the start lies before these days.
Exit code of where: 0 it was found; 1 no mailbox has it, or the store did not answer; 2 when the question is wrong.
Exit code of erase: 0 it is erased; 1 it may still be somewhere; 2 it was not confirmed, or the arguments are wrong.
More: docs/mail.md
`;

async function run(args: readonly string[]): Promise<number> {
  const call = parseMailCall(args);
  if (call === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  if (call.verb === 'statement') {
    // Preview needs none of the clients of Google and the cloud, which take a second to load.
    const { printStatement } = await import('./mail-statement.ts');
    return printStatement(call);
  }
  if (call.verb === 'rehearse') {
    const { printRehearsal } = await import('./mail-rehearse.ts');
    return printRehearsal(call);
  }
  if (call.verb === 'backfill') {
    const { printBackfill } = await import('./mail-backfill.ts');
    return printBackfill(call);
  }
  if (call.verb === 'where') {
    const { printWhere } = await import('./mail-where.ts');
    return printWhere(call);
  }
  if (call.verb === 'erase') {
    const { printErasure } = await import('./mail-erase.ts');
    return printErasure(call);
  }
  if (call.verb === 'preview') await previewAll(call.files, call.json);
  else process.stdout.write(USAGE);
  return 0;
}

endWithoutOutput();
process.exitCode = await run(process.argv.slice(2));
