const key = 'preview:openid';
const standard = 'oLocalBuyer000000000000000001';

/**
 * Who is using this browser. `?openid=` in the address makes it somebody else, for this window by the address and for
 * later ones by what is kept, so that two buyers can stand side by side.
 */
export function readIdentity(): string {
  const asked = new URLSearchParams(location.search).get('openid');
  if (asked && /^[\w-]{1,64}$/.test(asked)) {
    localStorage.setItem(key, asked);
    return asked;
  }
  return localStorage.getItem(key) ?? standard;
}
