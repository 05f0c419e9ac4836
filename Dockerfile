# The image that `docker compose up` builds: the code as it is, run by an unprivileged user, no build step.
FROM node:26-slim AS modules
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image brings Node 26 itself, so the copies for other machines stay out. No package runs a script.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:26-slim
ENV NODE_ENV=production \
    DATA_DIR=/data \
    LOG_LEVEL=info \
    HEALTH_PORT=8486
WORKDIR /app
COPY --from=modules /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY bin ./bin
COPY src ./src
COPY prompts ./prompts
COPY seeds ./seeds
# Only the data folder is its user's: code that is broken into cannot change itself.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
STOPSIGNAL SIGTERM
# A start reads the whole index first.
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.HEALTH_PORT + '/readyz').then((told) => process.exit(told.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/bin/border-brief.mjs"]
CMD ["serve"]
