#!/bin/sh
# Gives an identity an app role of the verdict API: grant.sh CLIENT_ID ROLE, after azd env select. You need the right to assign app roles in Entra.
set -eu
eval "$(azd env get-values | sed 's/^/export /')"

role="$(az ad app show --id "$DISTILL_API_CLIENT_ID" --query "appRoles[?value=='$2'].id | [0]" --output tsv)"
[ -n "$role" ] || { echo "The API has no role $2; infra/hooks/app-roles.json lists them." >&2; exit 2; }
principal="$(az ad sp show --id "$1" --query id --output tsv)"
api="$(az ad sp show --id "$DISTILL_API_CLIENT_ID" --query id --output tsv)"
url="https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignments"

if [ "$(az rest --method get --url "$url" --query "length(value[?resourceId=='$api' && appRoleId=='$role'])" --output tsv)" != 0 ]; then
  echo "$1 has $2 already."
  exit 0
fi
az rest --method post --url "$url" --body "{\"principalId\":\"$principal\",\"resourceId\":\"$api\",\"appRoleId\":\"$role\"}" --output none
echo "$1 has $2 now."
