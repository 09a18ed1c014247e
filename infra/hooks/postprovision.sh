#!/bin/sh
# After azd provision: lets the API tier read verdicts, and makes the honeypots' master key if there is none. Nobody sees it. It never changes.
set -eu
cd "$(dirname "$0")/.."

# The API tier's identity reads verdicts. If the deployer may not assign app roles, somebody else has to run this.
./hooks/grant.sh "$DISTILL_SENDER_CLIENT_ID" Distill.Verdicts.Read ||
  echo "Not done. Whoever may assign app roles runs: infra/hooks/grant.sh $DISTILL_SENDER_CLIENT_ID Distill.Verdicts.Read" >&2

secret="/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.KeyVault/vaults/$DISTILL_KEY_VAULT/secrets/honeypots-master-key"
if az resource show --ids "$secret" --output none 2>/dev/null; then
  echo "The honeypots' master key is there."
  exit 0
fi

umask 077
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
# It goes into a file. On a command line, every user of the machine could read it.
printf '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#","contentVersion":"1.0.0.0","parameters":{"vault":{"value":"%s"},"key":{"value":"%s"}}}' \
  "$DISTILL_KEY_VAULT" "$(openssl rand -base64 32)" > "$folder/parameters.json"
az deployment group create \
  --subscription "$AZURE_SUBSCRIPTION_ID" \
  --resource-group "$AZURE_RESOURCE_GROUP" \
  --name honeypot-key \
  --template-file app/honeypot-key.bicep \
  --parameters "@$folder/parameters.json" \
  --output none
echo "Made the honeypots' master key."

# The serving app looked for the key before it existed, and would look again only after up to a day.
serving="$(az functionapp list --resource-group "$AZURE_RESOURCE_GROUP" --query "[?tags.\"azd-service-name\"=='serving'].id | [0]" --output tsv)"
az rest --method post --url "$serving/config/configreferences/appsettings/refresh?api-version=2022-03-01" --output none ||
  echo "Not done. Answers are marked from tomorrow on, or after: az functionapp restart --ids $serving" >&2
