#!/bin/sh
# Lets people sign in to the console: sign-in.sh, after azd env select. You need the right to change the API's app registration in Entra.
set -eu
eval "$(azd env get-values | sed 's/^/export /')"

# The platform takes the ID token there. Addresses that the registration has already stay: another app may use them.
host="${DISTILL_VERDICTS#https://}"
redirect="https://${host%%/*}/.auth/login/aad/callback"
known="$(az ad app show --id "$DISTILL_API_CLIENT_ID" --query web.redirectUris --output tsv)"
others="$(printf '%s\n' "$known" | grep -vxF "$redirect" || true)"

# An address has no blanks, so each word is one.
# shellcheck disable=SC2086
az ad app update --id "$DISTILL_API_CLIENT_ID" --enable-id-token-issuance true --web-redirect-uris $others "$redirect"
echo "People sign in at https://${host%%/*}/.auth/login/aad?post_login_redirect_uri=/console"
