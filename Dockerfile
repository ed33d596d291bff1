# syntax=docker/dockerfile:1
# One program: pages, styles, fonts, sentences and migrations are embedded in it.
#   docker build -t greffe .

FROM rust:1.95-slim-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends gcc libc6-dev \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo build --release --locked --bin greffe \
 && cp target/release/greffe /greffe

FROM debian:bookworm-slim
# Certificates, for TLS to the database and to the mail relay; pdftotext, for the minutes that come as PDF.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates poppler-utils \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin greffe \
 && install --directory --owner=greffe /var/lib/greffe /var/lib/greffe/documents /var/lib/greffe/incoming
COPY --from=build /greffe /usr/local/bin/greffe
USER 10001
# An uploaded file is on disk, not in memory, until it is examined.
ENV GREFFE_LISTEN=0.0.0.0:8080 GREFFE_DOCUMENTS=/var/lib/greffe/documents TMPDIR=/var/lib/greffe/incoming
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 CMD ["greffe", "health"]
ENTRYPOINT ["greffe"]
CMD ["serve"]
