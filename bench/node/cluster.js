// Reference: Node socket.io 4.8 in several processes with its Redis adapter. argv: PORT PROCESSES REDIS_SOCKET
const cluster = require('cluster');
const [port, many, redis] = [+process.argv[2], +process.argv[3], process.argv[4]];

async function serve() {
  const { createClient } = require('redis');
  const { createAdapter } = require('@socket.io/redis-adapter');
  const http = require('http').createServer();
  const io = new (require('socket.io').Server)(http, { transports: ['websocket'] });
  const said = createClient({ socket: { path: redis } });
  const heard = said.duplicate();
  await Promise.all([said.connect(), heard.connect()]);
  io.adapter(createAdapter(said, heard));
  let seq = 0;
  io.on('connection', s => {
    s.on('bcast', d => io.emit('cue', { t: Number(process.hrtime.bigint()), seq: seq++, pad: 'x'.repeat(d.size) }));
  });
  http.listen({ port, host: '127.0.0.1', backlog: 4096 });
}

if (cluster.isPrimary) for (let n = 0; n < many; n++) cluster.fork();
else serve();
