#!/bin/sh
# After azd provision: lets the API tier read verdicts and people sign in, and makes the honeypots' master key and the first key of features if there are none.
# Nobody sees them. No later deployment changes them.
set -eu
cd "$(dirname "$0")/.."

# The API tier's identity reads verdicts. If the deployer may not assign app roles, somebody else has to run this.
./hooks/grant.sh "$DISTILL_SENDER_CLIENT_ID" Distill.Verdicts.Read ||
  echo "Not done. Whoever may assign app roles runs: infra/hooks/grant.sh $DISTILL_SENDER_CLIENT_ID Distill.Verdicts.Read" >&2

# Analysts sign in to the console by the same registration. Changing it may need somebody else too.
./hooks/sign-in.sh || echo "Not done. Whoever may change the app registration runs: infra/hooks/sign-in.sh" >&2

umask 077
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

# Makes a secret of 32 random bytes. Fails if it is there. Arguments: the vault and the secret's name.
make_secret() {
  if az resource show --output none \
    --ids "/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.KeyVault/vaults/$1/secrets/$2" 2>/dev/null; then
    echo "The secret $2 is there."
    return 1
  fi

  # It goes into a file. On a command line, every user of the machine could read it.
  printf '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#","contentVersion":"1.0.0.0","parameters":{"vault":{"value":"%s"},"name":{"value":"%s"},"key":{"value":"%s"}}}' \
    "$1" "$2" "$(openssl rand -base64 32)" > "$folder/parameters.json"
  az deployment group create \
    --subscription "$AZURE_SUBSCRIPTION_ID" \
    --resource-group "$AZURE_RESOURCE_GROUP" \
    --name "$2" \
    --template-file app/secret.bicep \
    --parameters "@$folder/parameters.json" \
    --output none || exit 1
  echo "Made the secret $2."
}

# An app looked for its secret before it existed, and would look again only after up to a day. Argument: the app.
look_again() {
  app="$(az functionapp list --resource-group "$AZURE_RESOURCE_GROUP" --query "[?tags.\"azd-service-name\"=='$1'].id | [0]" --output tsv)"
  az rest --method post --url "$app/config/configreferences/appsettings/refresh?api-version=2022-03-01" --output none ||
    echo "Not done. The app finds its secret from tomorrow on, or after: az functionapp restart --ids $app" >&2
}

if make_secret "$DISTILL_KEY_VAULT" honeypots-master-key; then
  look_again serving
fi

if make_secret "$DISTILL_FEATURE_VAULT" feature-keys; then
  look_again ingest
  look_again correlation
fi
