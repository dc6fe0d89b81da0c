ARG NODE_IMAGE=node:26-slim

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# A machine that trusts a certificate authority of its own: --secret id=ca,src=<bundle>
RUN --mount=type=secret,id=ca \
    if [ -s /run/secrets/ca ]; then export NODE_EXTRA_CA_CERTS=/run/secrets/ca; fi; \
    npm ci --omit=dev

FROM ${NODE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY server server

ARG VERSION=dev
ARG REVISION=unknown
ARG SOURCE=
ENV APP_VERSION=${VERSION} APP_REVISION=${REVISION}
LABEL org.opencontainers.image.title="docker-cloud" \
      org.opencontainers.image.description="A small Express service, deployed to AWS" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

# Docker lets any user of a container listen on port 80. Fargate does not: there HTTP_PORT is 8080.
USER 1000:1000
EXPOSE 80
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --start-interval=1s --retries=3 \
    CMD ["node", "server/healthcheck.ts"]
CMD ["node", "server/index.ts"]
