import { bWord, inCharset } from '../../message/corpus/corpus-mail.ts';
import { ANSWER, ANSWERING, type GoldenMail, golden } from '../golden-mail.ts';

const inOne = (
  name: string,
  charset: string,
  [subject, text]: readonly [string, string],
): GoldenMail =>
  golden(
    name,
    {
      without: ['Subject'],
      add: [`Subject: ${bWord(charset, inCharset(charset, subject))}`],
      type: [`Content-Type: text/plain; charset=${charset}`],
      body: [inCharset(charset, text)],
    },
    { subject, text },
  );

const answer = (
  name: string,
  [subject, text, announced, quote]: readonly [string, string, string, string],
): GoldenMail =>
  golden(
    name,
    { subject, add: ANSWERING, body: [text, '', announced, `> ${quote}`] },
    { ...ANSWER, reply: text },
  );

/** Arabic, Hebrew, Greek, Cyrillic, Thai and the languages of western Europe. */
export const OTHER_LANGUAGES: readonly GoldenMail[] = [
  inOne('ar-windows-1256', 'windows-1256', ['استفسار', 'مرحبا، أين الفاتورة؟']),
  inOne('he-windows-1255', 'windows-1255', ['שאלה', 'שלום, איפה החשבונית?']),
  inOne('el-iso-8859-7', 'iso-8859-7', ['Ερώτηση', 'Πού είναι το τιμολόγιο;']),
  inOne('ru-koi8-r', 'koi8-r', ['Вопрос', 'Где мой счёт?']),
  inOne('ru-windows-1251', 'windows-1251', ['Вопрос', 'Когда придёт заказ?']),
  inOne('th-tis-620', 'tis-620', ['คำถาม', 'สวัสดีครับ']),
  inOne('de-iso-8859-15', 'iso-8859-15', ['Größe', 'Es kostet 5 €.']),
  inOne('pl-iso-8859-2', 'iso-8859-2', ['Pytanie', 'Zażółć gęślą jaźń']),
  golden('ar-utf-8', {
    from: ['أحمد', 'ahmad@customer.example'],
    subject: 'مشكلة في الطلب',
    body: ['السلام عليكم', 'لم يصل الطلب.'],
  }),
  golden(
    'ar-marks-of-direction',
    { subject: '\u202bمرحبا\u202c', body: ['مرحبا'] },
    { subject: 'مرحبا' },
  ),
  answer('en-gmail-answer', [
    'Re: Help',
    'That worked, thanks!',
    'On Fri, Nov 27, 2026 at 10:00 AM Support <support@ours.example> wrote:',
    'Try again.',
  ]),
  answer('de-gmail-answer', [
    'Re: Hilfe',
    'Danke, es geht.',
    'Am Fr., 27. Nov. 2026 um 10:00 Uhr schrieb Support <support@ours.example>:',
    'Versuchen Sie es.',
  ]),
  answer('fr-gmail-answer', [
    'Re: Aide',
    'Merci beaucoup.',
    'Le ven. 27 nov. 2026 à 10:00, Support <support@ours.example> a écrit :',
    'Essayez encore.',
  ]),
  answer('es-gmail-answer', [
    'Re: Ayuda',
    'Gracias.',
    'El vie, 27 nov 2026 a las 10:00, Support (<support@ours.example>) escribió:',
    'Inténtelo.',
  ]),
  answer('pt-gmail-answer', [
    'Re: Ajuda',
    'Obrigado.',
    'Em sex., 27 de nov. de 2026 às 10:00, Support <support@ours.example> escreveu:',
    'Tente.',
  ]),
  answer('it-gmail-answer', [
    'Re: Aiuto',
    'Grazie.',
    'Il giorno ven 27 nov 2026 alle ore 10:00 Support <support@ours.example> ha scritto:',
    'Riprovi.',
  ]),
  answer('nl-gmail-answer', [
    'Re: Hulp',
    'Bedankt.',
    'Op vr 27 nov 2026 om 10:00 schreef Support <support@ours.example>:',
    'Probeer.',
  ]),
  golden(
    'ar-gmail-answer',
    {
      subject: 'Re: سؤال',
      add: ANSWERING,
      body: [
        'شكرا لكم',
        '',
        'في الجمعة، 27 نوفمبر 2026 في 10:00 ص تمت كتابة ما يلي بواسطة ‪Support‬‏ <‪support@ours.example‬‏>:',
        '',
        '> حاول مرة أخرى',
      ],
    },
    { ...ANSWER, reply: 'شكرا لكم' },
  ),
  golden(
    'de-outlook-answer',
    {
      subject: 'AW: Hilfe',
      add: ANSWERING,
      body: [
        'Erledigt.',
        '',
        'Von: Support <support@ours.example>',
        'Gesendet: Freitag, 27. November 2026 10:00',
        'An: Ann Lee',
        'Betreff: Hilfe',
        '',
        'Versuchen Sie es.',
      ],
    },
    { ...ANSWER, reply: 'Erledigt.' },
  ),
  golden(
    'fr-outlook-answer',
    {
      subject: 'RE: Aide',
      add: ANSWERING,
      body: [
        'Parfait.',
        '',
        'De : Support <support@ours.example>',
        'Envoyé : vendredi 27 novembre 2026 10:00',
        'À : Ann Lee',
        'Objet : Aide',
        '',
        'Essayez.',
      ],
    },
    { ...ANSWER, reply: 'Parfait.' },
  ),
  golden(
    'ru-answer',
    {
      subject: 'Re: Помощь',
      add: ANSWERING,
      body: [
        'Спасибо!',
        '',
        'пт, 27 нояб. 2026 г. в 10:00, Support <support@ours.example>:',
        '',
        '> Попробуйте ещё раз.',
      ],
    },
    { ...ANSWER, reply: 'Спасибо!' },
  ),
];
