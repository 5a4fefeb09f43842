import { animation } from './animation';
import { cloud } from './cloud';
import type { Context } from './context';
import { device } from './device';
import { feedback } from './feedback';
import { media } from './media';
import { navigation } from './navigation';
import { payment } from './payment';
import { query } from './query';
import { refuseMissing } from './refuse-missing';
import { storage } from './storage';
import { system } from './system';

const groups = [cloud, payment, navigation, feedback, storage, system, device, query, animation, media];

/** The `wx` of a mini program; what is not in it says so by name when it is called. */
export function createWx(context: Context): Record<string, unknown> {
  const apis: Record<string, unknown> = Object.assign({}, ...groups.map((group) => group(context)));
  // `canIUse` is also asked about components and parameters ("button.open-type"), of which we know too little to say no.
  apis.canIUse = (name: string) => name.includes('.') || name in apis;
  return refuseMissing('wx', apis);
}
