import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * An address that stays while what is behind it comes and goes, as a cloud's address does. While nothing is behind it,
 * connections are closed without a word.
 */
export async function openDoor(target: () => string | undefined) {
  const open = new Set<Socket>();
  const server = createServer((outside) => {
    const behind = target();
    if (!behind) return outside.destroy();
    const { hostname, port } = new URL(behind);
    const inside = connect(Number(port), hostname);
    for (const [socket, other] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
