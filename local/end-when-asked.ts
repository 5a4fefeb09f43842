/** What is still open after this long is left behind: nobody waits for a server in a terminal. */
const PATIENCE = 4_000;

/**
 * Ends the process in an orderly way on SIGTERM, on Ctrl-C, and when the process that started it is gone: npm starts a
 * shell that dies of the signal it is sent without passing it on.
 */
export function endWhenAsked(close: () => Promise<void>): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), PATIENCE).unref();
    close()
      .catch((error) => console.error(error))
      .finally(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), 100).unref();
}
