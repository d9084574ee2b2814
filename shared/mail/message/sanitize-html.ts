import sanitize from 'sanitize-html';
import { LONGEST_HTML } from './limits.ts';

const TAGS =
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr';

const LOOKS = 'align valign width height bgcolor border cellpadding cellspacing dir lang title';

// What could lay a mail's content over the page around it (position, z-index), or fetch something, is not here.
const STYLES =
  'background background-color border border-bottom border-bottom-color border-bottom-style border-bottom-width border-collapse border-color border-left border-left-color border-left-style border-left-width border-radius border-right border-right-color border-right-style border-right-width border-spacing border-style border-top border-top-color border-top-style border-top-width border-width clear color direction display float font font-family font-size font-style font-variant font-weight height letter-spacing line-height list-style list-style-type margin margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width overflow-wrap padding padding-bottom padding-left padding-right padding-top table-layout text-align text-decoration text-indent text-transform vertical-align white-space width word-break word-spacing word-wrap';

// A backslash could spell any of the forbidden words in CSS escapes.
const HARMLESS_VALUE =
  /^(?!.*(?:url|image|expression|element|javascript|@import)\b)[^\\<>;{}]{1,400}$/i;

const OPTIONS: sanitize.IOptions = {
  allowedTags: TAGS.split(' '),
  allowedAttributes: {
    '*': [...LOOKS.split(' '), 'style'],
    a: ['href', 'name'],
    img: ['src', 'alt'],
    td: ['colspan', 'rowspan', 'nowrap'],
    th: ['colspan', 'rowspan', 'nowrap', 'scope'],
    col: ['span'],
    colgroup: ['span'],
    font: ['color', 'face', 'size'],
    ol: ['start', 'type'],
    ul: ['type'],
    li: ['value'],
    time: ['datetime'],
  },
  allowedStyles: {
    '*': Object.fromEntries(STYLES.split(' ').map((property) => [property, [HARMLESS_VALUE]])),
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  // `cid:` names an inline image of the mail; `data:` holds the image itself.
  allowedSchemesByTag: { img: ['http', 'https', 'cid', 'data'] },
  allowProtocolRelative: false,
  // Their text is no text of the mail. `head` is not among them: one that is not closed would take the body along.
  nonTextTags: ['script', 'style', 'title', 'textarea', 'option', 'iframe', 'xmp'],
  disallowedTagsMode: 'discard',
  exclusiveFilter: ({ tag, attribs }) => {
    if (tag !== 'img') return false;
    // Browsers leave out control characters and blanks within a scheme.
    const source = (attribs['src'] ?? '').slice(0, 200).replace(/[\p{Cc}\s]/gu, '');
    return /^data:/i.test(source) ? !HARMLESS_IMAGE.test(source) : isBeacon(source, attribs);
  },
};

/** At most a pixel wide or high, or hidden. Leading zeros and units are of no importance. */
const NO_SIZE = /^\s*0*[01](?:\.\d*)?\s*(?:px|pt|%)?\s*$/i;
const HIDDEN =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)|(?:max-)?(?:width|height)\s*:\s*0*[01](?:\.\d*)?(?:px|pt|%)?\s*(?:!important\s*)?(?:;|$))/i;

/** A remote image that nobody sees tells its sender who opened the mail, where and when. */
function isBeacon(source: string, { width, height, style }: sanitize.Attributes): boolean {
  if (!/^https?:/i.test(source)) return false;
  const isSmall = [width, height].some((size) => size !== undefined && NO_SIZE.test(size));
  return isSmall || HIDDEN.test((style ?? '').slice(0, 1000));
}

const HARMLESS_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp|bmp);base64,/i;

/** What stands in the place of an image that the mail has as a part: another source, or none and its description. */
export type PlaceImage = (contentId: string) => { readonly src?: string; readonly alt?: string };

/**
 * HTML that is harmless and well-formed: Salesforce stores a mail's HTML as it comes, and shows it. Scripts, forms,
 * frames, event handlers, style sheets and URLs of other schemes are left out; tables, inline styles and images stay.
 *
 * @param place what becomes of images with `cid:` (RFC 2392); left out: they stay
 * @returns null when it is longer than 2 MiB or nested so deeply that to read it would take minutes
 */
export function sanitizeHtml(html: string, place?: PlaceImage): string | null {
  if (html.length > LONGEST_HTML) return null;
  try {
    return sanitize(html.replaceAll('\0', ''), {
      ...OPTIONS,
      ...boundedWork(),
      ...(place && {
        transformTags: { img: (tagName, given) => ({ tagName, attribs: placed(given, place) }) },
      }),
    });
  } catch (thrown) {
    if (thrown instanceof NestedDeeply) return null;
    throw thrown;
  }
}

/** What is put in its place is checked like everything else. */
function placed(given: sanitize.Attributes, place: PlaceImage): sanitize.Attributes {
  const { src = '', ...others } = given;
  const [, contentId] = /^cid:(.+)$/is.exec(src) ?? [];
  return contentId === undefined ? given : { ...others, ...place(contentId) };
}

/** The parser takes time by the square of the depth. */
const DEEPEST = 500;
/** More than any mailer writes. Of a style that it cannot read, the parser makes many times its length. */
const LONGEST_STYLE = 10_000;

class NestedDeeply extends Error {}

/** Only the parser knows how deep it is: what it takes for an end tag, and which end tags it adds, cannot be foretold. */
function boundedWork(): Pick<sanitize.IOptions, 'onOpenTag' | 'onCloseTag'> {
  let depth = 0;
  return {
    onOpenTag: (_name, attributes) => {
      depth += 1;
      if (depth > DEEPEST) throw new NestedDeeply();
      if ((attributes['style']?.length ?? 0) > LONGEST_STYLE) delete attributes['style'];
    },
    onCloseTag: () => {
      depth -= 1;
    },
  };
}
