# The provider, its reference clients and the conformance runner in one image: docs/docker.md.

FROM debian:12-slim AS build
WORKDIR /src
# Before the sources, so that a change of them does not install everything again.
COPY script/setup script/
RUN script/setup package && rm -rf /var/lib/apt/lists/*
COPY . .
RUN script/package

FROM debian:12-slim
# The package names the libraries that the programs need; nothing of the build comes along.
COPY --from=build /src/build/package/mockidp_*.deb /tmp/
RUN apt-get update \
 && apt-get install -y --no-install-recommends /tmp/mockidp_*.deb ca-certificates \
 && rm -rf /tmp/mockidp_*.deb /var/lib/apt/lists/* \
 && useradd --system --user-group --uid 7070 --create-home --home-dir /var/lib/mockidp mockidp
USER mockidp
WORKDIR /var/lib/mockidp
EXPOSE 7070 7071
HEALTHCHECK --interval=5s --timeout=5s --start-period=10s CMD ["mockidp", "healthcheck"]
ENTRYPOINT ["mockidp"]
# A port that is published leads to the container's own address, not to its loopback.
CMD ["serve", "--host", "0.0.0.0"]
