export { type FilingResult, type FilingWork, fileEntries } from './file-entries.ts';
export { type Decision, type MailPreview, previewMail } from './preview.ts';
