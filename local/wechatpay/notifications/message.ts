/** A notification ready to be posted. */
export interface NotificationMessage {
  title: string;
  headers: Record<string, string>;
  body: string;
  /** The string its signature is made over, keys masked. */
  signed: string;
  /** Whether an answer means that the merchant has heard it. */
  accepts(answer: ReceivedAnswer): boolean;
}

export interface ReceivedAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}
