import { serve } from '../lib/wiring';
import { fulfil } from './fulfil';
import { handle } from './handle';

export const main = serve(__dirname, (event, caller, ports) => handle(event, caller, { ...ports, fulfil }));
