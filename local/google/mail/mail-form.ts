import type { Exchange } from '../http/exchange.ts';

/** The fields and files of a form that was posted as multipart/form-data. */
export type MailForm = {
  text(name: string): string;
  /** The chosen files; none for an empty field. */
  files(name: string): File[];
};

/** Reads a posted form; one that is none has no fields. */
export async function readMailForm({ request, bytes }: Exchange): Promise<MailForm> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const body = new Uint8Array(bytes);
  const form = await new Response(body, { headers }).formData().catch(() => new FormData());
  return {
    text(name) {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    },
    files: (name) =>
      form.getAll(name).filter((value) => typeof value !== 'string' && value.size > 0) as File[],
  };
}
