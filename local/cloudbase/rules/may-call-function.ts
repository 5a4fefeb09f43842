import type { Declaration, FunctionRule } from '../declaration';
import type { Caller } from '../functions/caller';

const loggedIn = 'auth != null';
const loggedInByName = "auth.loginType != 'ANONYMOUS' && auth != null";

/** Where a call does not come from a client: rules are for clients only. */
const trustedSources = ['scf', 'wx_http', 'wx_trigger', 'wx_paycallback'];

/**
 * Whether a client may call the function: its own rule, else that of `*`, else no.
 * https://docs.cloudbase.net/cloud-function/security-rules
 */
export function mayCallFunction({ functionRules }: Declaration, name: string, { openid, source }: Caller): boolean {
  if (trustedSources.includes(source.split(',')[0] as string)) return true;
  const rule = Object.hasOwn(functionRules, name) ? functionRules[name] : functionRules['*'];
  return allows(rule?.invoke ?? false, openid !== undefined);
}

// A mini program logs its user in by WeChat, never anonymously: both expressions ask for the same here.
function allows(rule: FunctionRule, isLoggedIn: boolean): boolean {
  return rule === true || ((rule === loggedIn || rule === loggedInByName) && isLoggedIn);
}

/** @throws Error that names the function whose rule CloudBase would not accept */
export function checkFunctionRules({ functionRules }: Declaration): void {
  for (const [name, { invoke }] of Object.entries(functionRules)) {
    if (typeof invoke !== 'boolean' && invoke !== loggedIn && invoke !== loggedInByName) {
      throw new Error(`the rule of function ${name} is not one that CloudBase accepts: ${String(invoke)}`);
    }
  }
}
