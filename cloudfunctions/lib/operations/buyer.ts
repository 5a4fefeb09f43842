/** The person in front of the phone, as the platform knows him. Nothing in a request says who it is from. */
export interface Buyer {
  openid: string;
  clientIp: string;
}
