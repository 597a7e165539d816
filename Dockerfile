# The program, and git for change scans. Mount the codebase read-only: docker run --rm -v "$PWD:/code:ro" pedigree ci
FROM node:24-bookworm-slim AS build
WORKDIR /pedigree
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY src ./src
COPY rules ./rules
COPY fixtures ./fixtures
RUN npm run build

FROM node:24-bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/*
COPY --from=build /pedigree/dist /pedigree/dist
COPY package.json LICENSE /pedigree/
USER node
WORKDIR /code
ENTRYPOINT ["node", "/pedigree/dist/bin.js"]
CMD ["scan", "."]
