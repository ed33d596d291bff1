#!/bin/sh
# Writes Postfix's settings from the environment, then runs Postfix.
set -eu

postconf -e \
  "myhostname=$MAIL_DOMAIN" \
  'mydestination=' \
  'local_transport=error:no mailboxes here' \
  'inet_interfaces=all' \
  'mynetworks=127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16' \
  'smtpd_relay_restrictions=permit_mynetworks,reject' \
  'smtp_tls_security_level=may' \
  'smtp_tls_CAfile=/etc/ssl/certs/ca-certificates.crt' \
  'message_size_limit=26214400' \
  'maillog_file=/dev/stdout' \
  'alias_maps=' \
  "relayhost=${RELAYHOST:-}"

if [ -n "${RELAYHOST_USERNAME:-}" ]; then
  umask 077
  printf '%s %s:%s\n' "$RELAYHOST" "$RELAYHOST_USERNAME" "$RELAYHOST_PASSWORD" >/etc/postfix/provider
  postconf -e 'smtp_sasl_auth_enable=yes' 'smtp_sasl_password_maps=texthash:/etc/postfix/provider' \
    'smtp_sasl_security_options=noanonymous' 'smtp_tls_security_level=encrypt'
fi

# Debian runs its parts in a chroot, which has no resolver; the container isolates them already.
postconf -F '*/*/chroot=n'

exec postfix start-fg
