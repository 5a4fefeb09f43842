import type { Signable } from '../protocol/signed';
import type { Notification } from '../world/notifications';

/** Puts notifications into words, each anew for every attempt. */
export interface MessageWriter {
  /** What it is, in WeChat's words, even where it is never written. */
  title(notification: Notification): string;
  /** Seconds from one attempt to the next until the merchant has heard it. */
  cadence(notification: Notification): readonly number[];
  /** What to post now; undefined where nothing is to arrive. */
  write(notification: Notification): NotificationMessage | undefined;
}

/** A notification ready to be posted. */
export interface NotificationMessage extends Signable {
  body: string;
  /** The string its signature is made over, keys masked; absent where nobody signs it. */
  signed?: string;
  /** What may be wrong where the merchant refuses it, in Chinese. */
  hint?: string;
  /** Whether an answer means that the merchant has heard it. */
  accepts(answer: ReceivedAnswer): boolean;
}

export interface ReceivedAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}
