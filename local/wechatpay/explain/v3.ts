import type { Merchant } from '../keys/merchants';
import type { Incoming } from '../server/answer';
import type { Authorization } from '../v3/parse-authorization';
import type { Explanation } from './candidate';
import { explainRsa } from './rsa';
import { v3TextMistakes } from './v3-text-mistakes';

/** Why the signature of an API v3 request does not verify. `signed` is what was to be signed. */
export function explainV3(request: {
  incoming: Incoming;
  body: string;
  authorization: Authorization;
  signed: string;
  merchant: Merchant;
  merchants: Merchant[];
}): Explanation {
  const { authorization, signed, merchant, merchants } = request;
  return explainRsa(
    { what: '签名', signed, received: authorization.signature, merchant, merchants },
    v3TextMistakes(request),
  );
}
