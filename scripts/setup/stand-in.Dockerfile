# A stand-in for Docker Hub's Node image, built by scripts/setup/stand-in.ts where that one cannot
# be pulled: this machine's own distribution, the `node` that npm installed, npm, and no more.
FROM scratch AS npm
ADD npm.tgz /

FROM scratch
ADD rootfs.tar /
COPY --from=npm /package /usr/local/lib/node_modules/npm
COPY node /usr/local/bin/
COPY ca-certificates.crt /etc/ssl/certs/
ARG NODE_VERSION
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin NODE_VERSION=${NODE_VERSION}
RUN cp /usr/share/base-passwd/passwd.master /etc/passwd \
 && cp /usr/share/base-passwd/group.master /etc/group \
 && echo 'node:x:1000:1000::/home/node:/bin/sh' >> /etc/passwd \
 && echo 'node:x:1000:' >> /etc/group \
 && mkdir -p /home/node /root /usr/local/etc && chown 1000:1000 /home/node \
 && echo 'cafile=/etc/ssl/certs/ca-certificates.crt' > /usr/local/etc/npmrc \
 && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \
 && chmod +x /usr/local/lib/node_modules/npm/bin/*-cli.js
LABEL org.opencontainers.image.title="Stand-in for the official Node image" \
      org.opencontainers.image.description="Built by docker-cloud on this machine because Docker Hub could not be reached; not Docker Hub's image" \
      docker-cloud.stand-in="true"
CMD ["node"]
