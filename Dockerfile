# syntax=docker/dockerfile:1
# Three stages: the app, the program with the app in it, and an image with
# nothing but the program. The base images are pinned by version.

FROM node:22.20-bookworm-slim AS app
WORKDIR /src
COPY pwa/package.json pwa/package-lock.json pwa/
RUN npm --prefix pwa ci --ignore-scripts --no-audit --no-fund
COPY pwa pwa
COPY static static
COPY api api
RUN npm --prefix pwa run build

FROM golang:1.26.8-bookworm AS program
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=app /src/static/app static/app
RUN CGO_ENABLED=1 CGO_CFLAGS='-O2 -g -DSQLITE_ENABLE_QPSG -DSQLITE_DEFAULT_MEMSTATUS=0 -DHAVE_FDATASYNC=1' go build -trimpath \
      -tags nodynamic,osusergo,netgo,sqlite_omit_load_extension \
      -ldflags '-s -w -linkmode external -extldflags -static' \
      -o /out/ciaw ./cmd/ciaw \
 && mkdir -p /out/data /out/tmp && chmod 1777 /out/tmp

FROM scratch
COPY --from=program /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=program /out/ciaw /ciaw
COPY --from=program --chown=65532:65532 /out/data /data
COPY --from=program /out/tmp /tmp
USER 65532:65532
ENV CIAW_ADDR=:8080 CIAW_DATA=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s CMD ["/ciaw", "health"]
ENTRYPOINT ["/ciaw"]
CMD ["serve"]
