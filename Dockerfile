# Portline on a PostgreSQL of its own or yours; compose.yaml shows both together.
# The base is the Node that package.json pins; a slim Debian has no compiler, and none is needed.
FROM node:24-bookworm-slim AS build
WORKDIR /srv/portline
COPY package.json package-lock.json ./
COPY lib/bootstrap.mjs lib/run-child.mjs lib/server-flags.mjs lib/setup-lock.mjs lib/
# What is installed changes less often than the code: the layer is kept until the lock file changes.
RUN node lib/bootstrap.mjs install
COPY . .
RUN node lib/bootstrap.mjs build

FROM node:24-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072 \
  HOST=0.0.0.0 PORT=3000 DATA_DIR=/var/lib/portline
WORKDIR /srv/portline
COPY --from=build --chown=root:root /srv/portline ./
# The spool and generated secrets: webhooks that the database does not take wait there, so it must outlive the container.
RUN install -d -o node -g node -m 0700 /var/lib/portline
VOLUME /var/lib/portline
USER node
EXPOSE 3000
# Alive, not ready: a container that is restarted because its database is away would answer no webhook meanwhile.
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/api/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
# The flags and MALLOC_… are those of `npm start` (lib/server-flags.mjs).
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=100", "lib/server.ts"]
