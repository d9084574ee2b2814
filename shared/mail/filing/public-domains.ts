import { domainOf } from '../address-parts.ts';

/**
 * Domains in which anybody may have an address, so that to share one says nothing. Not complete, and it need not
 * be: who shares a rarer one must still have passed DMARC.
 */
const PUBLIC_DOMAINS: ReadonlySet<string> = new Set(
  [
    'gmail.com googlemail.com outlook.com outlook.jp hotmail.com hotmail.co.jp hotmail.co.uk live.com live.jp msn.com',
    'yahoo.com yahoo.co.jp yahoo.co.uk yahoo.fr yahoo.de ymail.com ymail.ne.jp rocketmail.com myyahoo.com aol.com',
    'icloud.com me.com mac.com proton.me protonmail.com pm.me tutanota.com fastmail.com hey.com zoho.com mail.com',
    'gmx.com gmx.de gmx.net web.de t-online.de orange.fr free.fr laposte.net libero.it mail.ru yandex.ru yandex.com',
    'qq.com 163.com 126.com sina.com naver.com daum.net hanmail.net comcast.net verizon.net att.net btinternet.com',
    'docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp vodafone.ne.jp ymobile.ne.jp rakuten.jp rakumail.jp',
    'disney.ne.jp willcom.com uqmobile.jp nifty.com nifty.ne.jp biglobe.ne.jp ocn.ne.jp so-net.ne.jp plala.or.jp',
    'foxmail.com yeah.net aliyun.com tom.com sohu.com hanmail.com nate.com rediffmail.com seznam.cz wp.pl o2.pl onet.pl',
    'freenet.de arcor.de sfr.fr wanadoo.fr neuf.fr virgilio.it tiscali.it terra.com.br uol.com.br bol.com.br bk.ru list.ru',
    'inbox.ru rambler.ru ukr.net abv.bg bigpond.com sbcglobal.net bellsouth.net cox.net charter.net shaw.ca rogers.com',
    'googlemail.de tutanota.de tuta.io protonmail.ch hushmail.com inbox.com email.com usa.net duck.com pobox.com',
    'excite.co.jp goo.jp mail.goo.ne.jp infoseek.jp dion.ne.jp asahi-net.or.jp jcom.zaq.ne.jp jcom.home.ne.jp',
  ]
    .join(' ')
    .split(' '),
);

/** Providers that have a domain in many countries. */
const PUBLIC_FAMILIES = /^(?:yahoo|hotmail|outlook|live|gmx|yandex)\.(?:com?\.)?[a-z]{2,3}$/;

/** The domain of an address in lower case, when it belongs to one organization; null: it is public, or none. */
export function ownDomain(address: string): string | null {
  const domain = domainOf(address);
  const isOwn = address.includes('@') && domain.includes('.') && !isPublic(domain);
  return isOwn ? domain : null;
}

const isPublic = (domain: string): boolean =>
  PUBLIC_DOMAINS.has(domain) || PUBLIC_FAMILIES.test(domain);
