/**
 * What Salesforce takes, in UTF-16 code units (object reference of EmailMessage and Case, v64.0). Longer values are
 * refused with STRING_TOO_LONG, so they are cut here.
 */
export const LIMITS = {
  subject: 3000,
  caseSubject: 255,
  text: 131_072,
  html: 131_072,
  headers: 32_000,
  recipients: 4000,
  fromAddress: 1000,
  fromName: 1000,
  messageId: 765,
  fileName: 255,
} as const;

/** Header sections are kept up to this many bytes. */
export const HEAD_BYTES = 256 * 1024;

/** MIME parts of one mail, and parts within parts, that are read: no honest one comes near. */
export const MOST_PARTS = 1000;
export const DEEPEST_PARTS = 100;

/** Attachments up to this many bytes are kept in memory, larger ones in a temporary file. */
export const IN_MEMORY_BYTES = 256 * 1024;

/** Longer HTML is not cleaned, because that takes time that grows with it. */
export const LONGEST_HTML = 2 * 1024 * 1024;

/** Longer HTML is not converted to text: of some tags the converter takes time by the square of their number. */
export const LONGEST_CONVERTED_HTML = 512 * 1024;

/** Packed files (`winmail.dat`) up to this many bytes are unpacked: that needs them in memory. */
export const LARGEST_PACKED = 16 * 1024 * 1024;

/** Images that are kept in memory to be shown in the HTML, in bytes of all. */
export const LARGEST_IMAGES = 512 * 1024;
