import type { World } from '../world/world';
import { withoutMetadata } from './without-metadata';

/** Every attempt to deliver a notification, oldest first. */
export function attemptViews({ notifications }: Pick<World, 'notifications'>, notificationId: number) {
  return notifications.attemptsOf(notificationId).map(({ notificationId: _, ...attempt }) => withoutMetadata(attempt));
}
