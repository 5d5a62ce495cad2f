# Builds the package and runs its tests on Debian or Ubuntu:
#   docker build --target test -t libnl-test .
#   docker run --rm --cap-add NET_ADMIN --cap-add SYS_ADMIN libnl-test
# The tests mount and make network namespaces; where the host confines containers by AppArmor, that needs
# --security-opt apparmor=unconfined too.
ARG BASE=ubuntu:24.04

# Node.js and npm in /opt/node, from the npm registry, where the base has none or one that is too old, as
# the distributions' own are; those only fetch it.
FROM ${BASE} AS node
ARG NODE_VERSION=20
WORKDIR /opt/node/bin
RUN if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a * 100 + +b < 2019)'; then \
      apt-get update \
      && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends npm \
      && arch="$(node -p process.arch)" \
      && npm install --prefix .. "node-linux-$arch@$NODE_VERSION" npm@11 \
      && ln -s "../node_modules/node-linux-$arch/bin/node" ../node_modules/.bin/npm ../node_modules/.bin/npx .; \
    fi

FROM ${BASE} AS build
COPY --from=node /opt/node /opt/node
ENV PATH=/opt/node/bin:$PATH
WORKDIR /libnl
COPY package.json package-lock.json .npmrc ./
COPY scripts scripts
RUN node -e 'import("./scripts/setup.mjs").then(({ prepare }) => prepare())'
COPY . .
RUN npm run build

FROM build AS test
RUN node -e 'import("./scripts/setup.mjs").then(({ prepare }) => prepare({ tests: true }))'
CMD ["npm", "test"]
