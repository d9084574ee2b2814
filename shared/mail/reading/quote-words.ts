import { listOf } from './words.ts';

/** What mail programs call the fields of the mail that they quote or forward. */
const LABELS = {
  from: listOf(
    'from | 差出人 | 送信者 | 送信元 | 発信者 | von | de | expéditeur | remitente | remetente',
    '发件人 | 發件人 | 寄件者 | 寄件人 | 보낸 사람 | 보낸사람 | 발신 | 발신자 | da | mittente | van | afzender | från | fra',
    'od | odesílatel | odosielateľ | nadawca | от | отправитель | від | відправник | kimden | gönderen | lähettäjä | feladó | de la | expeditor',
    'από | αποστολέας | người gửi | từ | pošiljatelj | šalje',
  ),
  date: listOf(
    'date | sent | sent date | 送信日時 | 送信日 | 受信日時 | 日時 | 日付 | gesendet | datum | envoyé | envoyé le',
    'enviado | enviado el | enviado em | enviada em | enviada | fecha | data | 发送时间 | 发送日期 | 日期 | 时间 | 傳送時間',
    '寄件日期 | 發送時間 | 已傳送 | 傳送日期 | 已发送 | gesendet am | 보낸 날짜 | 보낸날짜 | 날짜 | 보낸 시간 | inviato | inviato il | data di invio',
    'verzonden | skickat | sendt | odesláno | odoslané | dátum | data wysłania | wysłano | дата | отправлено | надіслано | tarih | gönderildi',
    'gönderilme tarihi | lähetetty | päivämäärä | päiväys | elküldve | küldve | trimis | ημερομηνία | στάλθηκε | ngày | đã gửi | poslano',
  ),
  to: listOf(
    'to | 宛先 | 受信者 | an | à | pour | destinataire | para | destinatario | 收件人 | 收件者 | 받는 사람 | 받는사람',
    '수신 | 수신자 | a | aan | till | til | komu | do | adresat | кому | получатель | kime | alıcı | vastaanottaja | címzett | către | προς',
    'đến | tới | za | prima',
  ),
  cc: listOf(
    'cc | copie à | kopie | 抄送 | 副本 | 参照 | 참조 | kopia | kopi | dw | kópia | копия | копія | bilgi | másolat | κοιν.',
  ),
  subject: listOf(
    'subject | 件名 | 題名 | betreff | objet | sujet | asunto | assunto | 主题 | 主題 | 主旨 | 제목 | oggetto | onderwerp',
    'ämne | emne | předmět | predmet | temat | тема | konu | aihe | tárgy | subiect | θέμα | chủ đề | tiêu đề',
  ),
} as const;

export type FieldLabel = keyof typeof LABELS | 'other';

/** By label; `other`: fields that stand among them and say nothing here. */
export const FIELD_LABELS: ReadonlyMap<string, FieldLabel> = new Map<string, FieldLabel>([
  ...(Object.keys(LABELS) as (keyof typeof LABELS)[]).flatMap((name) =>
    LABELS[name].map((label): [string, FieldLabel] => [label, name]),
  ),
  ...listOf(
    'bcc | reply-to | importance | priority | attachments | 添付ファイル | 重要度 | 返信先 | anlagen | wichtigkeit',
    'antwort an | pièces jointes | importance | répondre à | responder a | datos adjuntos | 附件 | 重要性 | 첨부 | 중요도',
  ).map((label): [string, FieldLabel] => [label, 'other']),
]);

/** Between dashes: what follows is the mail that this one answers. */
export const ORIGINAL_MARKS: ReadonlySet<string> = new Set(
  listOf(
    'original message | original mail | original appointment | reply message | 元のメッセージ | 元のメール | オリジナルメッセージ',
    'オリジナル メッセージ | 返信元メッセージ | ursprüngliche nachricht | originalnachricht | original-nachricht',
    'message d’origine | message original | message initial | mensaje original | mensagem original',
    '原始邮件 | 原始郵件 | 原始信件 | 原邮件 | 回复的原邮件 | 原始訊息 | 원본 메시지 | 원본메시지 | 원본 메일 | 원본메일 | 원본 이메일',
    'messaggio originale | oorspronkelijk bericht | ursprungligt meddelande | originalmeddelande | oprindelig meddelelse | opprinnelig melding',
    'původní zpráva | původní e-mail | pôvodná správa | wiadomość oryginalna | oryginalna wiadomość | исходное сообщение | оригинальное сообщение',
    'первоначальное сообщение | вихідне повідомлення | orijinal mesaj | özgün ileti | orijinal ileti | alkuperäinen viesti | eredeti üzenet | mesaj original',
    'αρχικό μήνυμα | thư gốc | tin nhắn gốc | izvorna poruka',
  ),
);

/** Between dashes: what follows was forwarded. */
export const FORWARD_MARKS: ReadonlySet<string> = new Set(
  listOf(
    'forwarded message | forwarded mail | forwarded by | 転送されたメッセージ | 転送メッセージ | 転送メール | 転送されたメール',
    'weitergeleitete nachricht | weitergeleitete mail | message transféré | message réexpédié | courriel transféré',
    'mensaje reenviado | forwarded message mensaje reenviado | mensagem encaminhada | mensagem reencaminhada',
    '转发的邮件 | 转发邮件 | 转发邮件信息 | 转发的消息 | 已转发邮件 | 已轉寄的郵件 | 轉寄郵件 | 轉寄的郵件 | 轉寄訊息 | 已轉寄的訊息',
    '전달된 메일 | 전달된 메시지 | 전달 메일 | 전달된메일 | messaggio inoltrato | doorgestuurd bericht',
    'vidarebefordrat meddelande | vidarebefordrat mejl | videresendt meddelelse | videresendt melding | videresendt besked',
    'přeposlaná zpráva | přeposlaný e-mail | preposlaná správa | przekazana wiadomość | wiadomość przekazana | treść przekazanej wiadomości',
    'пересланное сообщение | пересылаемое сообщение | переадресованное сообщение | переслане повідомлення | iletilen mesaj | yönlendirilen ileti | iletilmiş mesaj',
    'välitetty viesti | edelleenlähetetty viesti | továbbított üzenet | továbbított levél | mesaj redirecționat | προωθημένο μήνυμα | tin nhắn được chuyển tiếp',
  ),
);

/** The same, as Apple Mail and MailMate write it: without dashes, with a colon. */
export const BARE_FORWARD_MARKS: ReadonlySet<string> = new Set(
  listOf(
    'begin forwarded message: | 転送されたメッセージ: | anfang der weitergeleiteten nachricht: | début du message réexpédié :',
    'début du message transféré : | inicio del mensaje reenviado: | início da mensagem encaminhada:',
    'início da mensagem reencaminhada: | inizio messaggio inoltrato: | begin doorgestuurd bericht:',
    '开始转发的邮件: | 下面是被转发的邮件: | 开始转发邮件: | 以下是轉寄的郵件: | 開始轉寄郵件: | 轉寄的郵件: | 전달된 메시지 시작: | 전달된 메시지:',
    'forwarded message: | vidarebefordrat brev: | start på videresendt besked: | videresendt melding: | välitetty viesti alkaa: | i̇leti başlangıcı:',
    'başlangıç yönlendirilen ileti: | początek przekazywanej wiadomości: | začátek přeposílané zprávy: | začiatok preposlanej správy:',
    'начало переадресованного сообщения: | початок листа, що пересилається: | a továbbított levél kezdete: | începutul mesajului redirecționat:',
    'αρχή προωθημένου μηνύματος: | započni proslijeđenu poruku:',
  ),
);

/** How the line before a quote says that somebody wrote it. Such a line ends with a colon. */
export const WROTE: readonly string[] = listOf(
  'wrote | writes | schrieb | hat geschrieben | a écrit | a ecrit | escribió | escribio | ha escrito | escreveu',
  'ha scritto | schreef | geschreven | skrev | napisał | napisal | pisze | píše | kirjoitti | yazdı | пишет | писал | написал | пише | написав',
  'írta | a scris | έγραψε | đã viết',
  '写道 | 寫道 | 님이 작성 | 작성 | 쓴 글 | 쓰신 글 | 썼습니다 | 보낸 메시지',
  'のメール | のメッセージ | 書きました | 書いた | 書かれました | さんからのメール',
);

/** How such a line begins, where it does not begin with the moment itself. */
export const WROTE_BEGINS: readonly string[] = [
  ...listOf(
    'on | at | am | le | el | il | em | op | den | dne | dnia | w dniu | a | i | il giorno',
  ).map((word) => `${word} `),
  ...listOf('在 | 于 | 於'),
];

/** The line of a mail program below the text. Each word list is for its place in that line. */
export const SENT_FROM = {
  begins: listOf(
    'sent from my | sent from mail for | sent from yahoo mail | sent from outlook | sent from samsung | sent from galaxy',
    'sent from proton | sent with proton mail | sent via | get outlook for | download outlook for | sent from gmail mobile',
    'von meinem iphone | von meinem ipad | von meinem android | von meinem mobil | gesendet von mein | gesendet von mail für',
    'gesendet von outlook | gesendet mit der | holen sie sich outlook | von outlook für | laden sie outlook',
    'envoyé de mon | envoyé depuis mon | envoyé à partir de | envoyé de yahoo | envoyé depuis outlook',
    'télécharger outlook | obtenir outlook | obtenez outlook | provenance : courrier | provenance: courrier',
    'enviado desde mi | enviado desde correo | enviado desde outlook | enviado desde yahoo | obtener outlook',
    'enviado do meu | enviado do email para | enviado do outlook | enviado do yahoo | obter o outlook | obtenha o outlook',
    'inviato da iphone | inviato da ipad | inviato dal mio | inviato da posta per | inviato da outlook | ottieni outlook',
    'scarica outlook | verstuurd vanaf mijn | verzonden vanaf mijn | verzonden vanuit | verzonden met | download outlook voor',
    'outlook voor ios downloaden | 从我的 | 发自我的 | 發自我的 | 從我的 | 发送自 | 傳送自 | 来自我的 | 从 windows 版邮件发送',
    '获取适用于 | 下载适用于 | 取得適用於 | 下載適用於 | 나의 iphone | 내 iphone | 나의 ipad',
  ),
  ends: listOf(
    'から送信 | から送信されました | から送信しました | 에서 보냄 | 에서 전송 | 에서 보낸 메일',
  ),
  withOutlook: listOf(
    '入手 | ダウンロード | 取得 | 获取 | 下载 | 다운로드 | 가져오기 | 받기 | herunterladen',
  ),
} as const;

const REPLY_PREFIXES = listOf(
  're | aw | antw | sv | vs | ref | rif | res | r | odp | ynt | yan | σχετ | απ | 返信 | 回复 | 回覆 | 答复 | 答覆 | 답장 | 회신 | 답변',
);

const FORWARD_PREFIXES = listOf(
  'fw | fwd | wg | tr | rv | enc | i | vb | vl | doorst | pd | ilt | i̇lt | tov | πρθ | 転送 | 转发 | 轉寄 | 轉發 | 전달 | réf',
);

/** What mail programs put before the subject of an answer or a forward. */
export const SUBJECT_PREFIXES = {
  reply: new Set(REPLY_PREFIXES),
  forward: new Set(FORWARD_PREFIXES),
} as const;
