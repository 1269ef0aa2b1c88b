# Build with everything, run with what is needed.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY patches patches
COPY scripts scripts
RUN node scripts/patch.js
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY templates templates
RUN node node_modules/typescript/bin/tsc -p tsconfig.build.json && node scripts/bundle.js && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY drizzle drizzle
COPY static static
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the process, so that SIGTERM reaches it.
CMD ["node", "--enable-source-maps", "dist/src/main.js"]
