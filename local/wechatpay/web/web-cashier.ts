import type { Gateway } from '../gateway';
import type { Answer, Handled, Incoming } from '../server/answer';
import { isForeign } from '../server/origin';
import type { Purchase } from '../trade/combined';
import { webCashierPath } from '../trade/credential';
import { findPurchase } from '../trade/find-purchase';
import { isPaid } from '../trade/order';
import { payOrder } from '../trade/pay-order';
import { whyUnpayable } from '../trade/payable';
import { cashierPage, noticePage, paidPage } from './pages';

/**
 * The page that `mweb_url` and `h5_url` open: WeChat's would call WeChat, this one lets the person pay, or give up, here.
 * Back it goes to `redirect_url`, as WeChat's does, or to the page it came from.
 * https://pay.weixin.qq.com/wiki/doc/api/H5.php?chapter=15_4
 */
export function answerWebCashier(gateway: Gateway, incoming: Incoming): Handled {
  const { searchParams } = new URL(incoming.target, gateway.address());
  const back = backTo(gateway, searchParams.get('redirect_url'), incoming.headers.referer);
  const notice = (reason: string): Handled => ({
    ...handled(page(200, noticePage(reason, back))),
    verdict: { ok: false, reason },
  });
  const refusal = whyRefused(gateway, incoming);
  if (refusal) return notice(refusal);
  const purchase = findPurchase(gateway.world, 'prepayId', searchParams.get('prepay_id') ?? '');
  const own = purchase?.webUrl && new URL(purchase.webUrl).searchParams.get('package');
  if (!purchase || own !== searchParams.get('package')) return notice('支付请求已失效，请重新发起支付');
  const answer = (made: Answer): Handled => ({ ...handled(made), outTradeNo: purchase.outTradeNo });
  const view = viewOf(gateway, purchase);
  if (incoming.method !== 'POST' && isPaid(purchase.state)) return answer(page(200, paidPage(view, back)));
  const unpayable = whyUnpayable(purchase, gateway.clock.now(), { credential: 'webUrl' });
  if (unpayable) return { ...notice(unpayable.message), outTradeNo: purchase.outTradeNo };
  const here = addressOf(searchParams, back);
  if (incoming.method !== 'POST') return answer(page(200, cashierPage(view, here)));
  const paying = new URLSearchParams(incoming.body.toString('utf8')).get('action') === 'pay';
  if (paying) payOrder(gateway, purchase, { silent: false });
  return answer(paying ? seeOther(here) : back ? seeOther(back) : page(200, noticePage('已取消支付', back)));
}

/** In the words of WeChat's own page. */
function whyRefused({ keys, address }: Gateway, { method, headers }: Incoming): string | undefined {
  if (method !== 'GET' && method !== 'POST') return '商家参数格式有误，请联系商家解决';
  if (/MicroMessenger/i.test(headers['user-agent'] ?? '')) return '请在微信外打开订单，进行支付';
  if (method === 'POST') return isForeign(headers) ? '商家存在未配置的参数，请联系商家解决' : undefined;
  const domains = keys.merchantFile.h5Domains;
  const from = httpAddress(headers.referer);
  if (!domains || !from || from.host === new URL(address()).host) return undefined;
  const registered = domains.some((domain) => from.hostname === domain || from.hostname.endsWith(`.${domain}`));
  return registered ? undefined : '商家存在未配置的参数，请联系商家解决';
}

function backTo({ address }: Gateway, redirectUrl: string | null, referer: string | undefined): string | undefined {
  const from = httpAddress(referer);
  const asked = httpAddress(redirectUrl ?? undefined);
  return asked?.href ?? (from?.host === new URL(address()).host ? undefined : from?.href);
}

/** Nothing but http and https: a link of the page must not run anything. */
function httpAddress(text = ''): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** The page's own address, with the way back in it, which the form would otherwise forget. */
function addressOf(asked: URLSearchParams, back: string | undefined): string {
  const query = new URLSearchParams({
    prepay_id: asked.get('prepay_id') as string,
    package: asked.get('package') as string,
    ...(back !== undefined && { redirect_url: back }),
  });
  return `${webCashierPath}?${query}`;
}

function viewOf({ keys }: Gateway, { total, description, subMchid, mchid }: Purchase) {
  return { total, description, merchantName: keys.merchants.nameOf(subMchid ?? mchid) };
}

function page(status: number, body: string): Answer {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'cache-control': 'no-store',
  };
  return { status, headers, body };
}

function seeOther(location: string): Answer {
  return { status: 303, headers: { location }, body: '' };
}

function handled(answer: Answer): Handled {
  return { answer, title: 'H5 支付页', verdict: { ok: true } };
}
