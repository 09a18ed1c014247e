#!/bin/sh
# Before azd provision: picks the environment's parameters, and makes what Bicep can't make.
set -eu
cd "$(dirname "$0")/.."

# azd takes main.bicepparam only. An environment called prod gets prod's parameters, any other dev's, unless DISTILL_PARAMETERS says otherwise.
if [ "$AZURE_ENV_NAME" = prod ]; then default=prod; else default=dev; fi
parameters="main.${DISTILL_PARAMETERS:-$default}.bicepparam"
echo "Parameters: infra/$parameters"
cp "$parameters" main.bicepparam

# If there is a detector, dotnet publish, run by azd, includes its client.
if [ -n "${DISTILL_ANOMALY_DETECTOR:-}" ]; then
  azd env set AnomalyDetectorClient true
fi

if [ -z "${DISTILL_OWNER:-}" ]; then
  azd env set DISTILL_OWNER "$(az account show --query user.name --output tsv)"
fi

# The verdict API's app registration. It has no secret. It only names the audience of tokens.
if [ -z "${DISTILL_API_CLIENT_ID:-}" ]; then
  name="distill-verdicts-$AZURE_ENV_NAME"
  id="$(az ad app list --display-name "$name" --query '[0].appId' --output tsv)"
  if [ -z "$id" ]; then
    id="$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --requested-access-token-version 2 --query appId --output tsv)"
  fi
  az ad app update --id "$id" --identifier-uris "api://$id" --app-roles @hooks/app-roles.json
  az ad sp show --id "$id" --output none 2>/dev/null || az ad sp create --id "$id" --output none
  azd env set DISTILL_API_CLIENT_ID "$id"
fi
