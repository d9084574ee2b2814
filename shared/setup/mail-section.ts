import { countBackfilled, isBackfilling } from '../mail/index.ts';
import type { Intake } from '../mail/model/intake.ts';
import { todayIn } from '../mail/tracing/index.ts';
import { MAIL_CHANGES, type MailSectionView, type TodayView } from '../pages/index.ts';
import { explainUse } from '../runtime/explain-use.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { canReadMail, type ListedConnection } from '../tokens/index.ts';
import { pauseOf } from './orgs.ts';

type Asked = { readonly notice: string | null; readonly zone: string };

/**
 * What becomes of a mailbox's mail, for its page.
 *
 * @param asked `notice`: what a redirect says that was done, shown if the intake confirms it: anybody can write such a
 *   link; `zone`: in which the reader counts days
 */
export async function mailSectionOf(
  runtime: Runtime,
  connection: ListedConnection,
  { notice, zone }: Asked,
): Promise<MailSectionView> {
  const { orgs, store } = mailOf(runtime);
  const [stored, held, listed] = await Promise.all([
    store.readIntake(connection.id),
    store.countHeld(connection.id),
    orgs.list(),
  ]);
  const intake = stored?.value ?? null;
  const isOn = intake?.isOn === true;
  const org = listed.find(({ id }) => id === intake?.routing.orgId) ?? null;
  const done = MAIL_CHANGES.find((each) => notice === `mail_${each}`) ?? null;
  return {
    canRead: canReadMail(connection.profile),
    intake,
    held,
    org,
    hasOrgs: listed.length > 0,
    pause: isOn && org ? await pauseOf(runtime, org.id) : null,
    labelName: isOn ? await labelNameOf(runtime, intake) : null,
    diagnosis:
      isOn && intake.failure ? await explainUse(runtime, connection.id, intake.failure) : null,
    watchDiagnosis:
      isOn && intake.watchFailure
        ? await explainUse(runtime, connection.id, intake.watchFailure)
        : null,
    emulatedMailbox: emulatedMailboxOf(runtime, connection.mailbox.address),
    backfilled:
      intake && isBackfilling(intake)
        ? await countBackfilled(mailOf(runtime).store, connection.id)
        : 0,
    done: done !== null && (done === 'off') === !isOn ? done : null,
    today: intake ? await todayOf(runtime, connection.id, zone) : null,
  };
}

async function todayOf(runtime: Runtime, connectionId: string, zone: string): Promise<TodayView> {
  const { store, clock } = mailOf(runtime);
  const day = todayIn(zone, clock.now());
  return { day, counts: await store.countArrived({ connectionId, ...day }) };
}

/** Its own name is read only of a label that a person made; the page does without when Gmail does not answer. */
async function labelNameOf(runtime: Runtime, intake: Intake): Promise<string | null> {
  const { labelId } = intake.routing;
  if (labelId === 'INBOX') return null;
  const labels = await mailOf(runtime)
    .readerOf(intake.connectionId)
    .labels()
    .catch(() => []);
  return labels.find(({ id }) => id === labelId)?.name ?? null;
}

/** The emulated mailbox's page; null: Gmail is the real one. */
export const emulatedMailboxOf = ({ config }: Runtime, address: string): string | null =>
  config.googleEmulatorUrl &&
  `${config.googleEmulatorUrl}/emulator/mail/${encodeURIComponent(address)}`;
