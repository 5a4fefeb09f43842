/** What is to be paid, as the buyer sees it. */
export interface PageView {
  /** Fen. */
  total: number;
  description: string;
  merchantName: string;
}

/** Asks whether to pay; the form goes to `action`, the page's own address. */
export function cashierPage(view: PageView, action: string): string {
  return document(`
    ${bill(view)}
    <form method="post" action="${escaped(action)}">
      <button class="pay" name="action" value="pay">确认支付</button>
      <button class="cancel" name="action" value="cancel">取消</button>
    </form>`);
}

export function paidPage(view: PageView, back: string | undefined): string {
  return document(`<p class="mark">✓</p><h1>支付成功</h1>${bill(view)}${link('完成', back)}`);
}

export function noticePage(reason: string, back: string | undefined): string {
  return document(`<p class="mark grey">!</p><h1>${escaped(reason)}</h1>${link('返回商家', back)}`);
}

function bill({ total, description, merchantName }: PageView): string {
  return `<p class="to">${escaped(merchantName)}</p>
    <p class="total">¥${(total / 100).toFixed(2)}</p>
    <p class="what">${escaped(description)}</p>`;
}

function link(text: string, address: string | undefined): string {
  return address === undefined ? '' : `<a class="pay" href="${escaped(address)}">${text}</a>`;
}

function document(content: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>微信支付（本地）</title>
<style>
  * { box-sizing: border-box; margin: 0 }
  body { min-height: 100vh; display: flex; flex-direction: column; background: #f7f7f7; color: #111;
    font: 17px/1.5 system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; text-align: center }
  main { flex: 1; width: 100%; max-width: 480px; margin: 0 auto; padding: 72px 32px 32px;
    display: flex; flex-direction: column; overflow-wrap: anywhere }
  h1 { font-size: 20px; font-weight: 500; margin-bottom: 24px }
  .mark { width: 64px; height: 64px; margin: 0 auto 16px; border-radius: 50%; background: #07c160; color: #fff;
    font-size: 36px; line-height: 64px }
  .grey { background: #b2b2b2 }
  .total { font-size: 44px; font-weight: 600; line-height: 1.4; font-variant-numeric: tabular-nums }
  .what, footer { color: #737373; font-size: 15px }
  form, main > a { margin-top: auto }
  button, a { display: block; width: 100%; max-width: 240px; margin: 12px auto 0; padding: 12px; border: 0;
    border-radius: 8px; font: inherit; font-weight: 500; text-decoration: none; cursor: pointer }
  .pay { background: #07c160; color: #fff }
  .cancel { background: #e8e8e8; color: #111 }
  :focus-visible { outline: 3px solid #111; outline-offset: 2px }
  footer { padding: 16px }
</style>
</head>
<body>
<main>${content}</main>
<footer>本地微信支付，不会动用真实资金</footer>
</body>
</html>
`;
}

function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] as string);
}
