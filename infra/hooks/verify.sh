#!/bin/sh
# After a deployment: checks that the apps run what they should, and that the API answers nobody without a token.
set -eu

eval "$(azd env get-values | sed 's/^/export /')"

failed=0
# az shows the properties of a Flex Consumption app one level deeper than those of any other app.
for service in ingest serving correlation; do
  app="$(az functionapp list --resource-group "$AZURE_RESOURCE_GROUP" --query "[?tags.\"azd-service-name\"=='$service'].name | [0]" --output tsv)"
  state="$(az functionapp show --resource-group "$AZURE_RESOURCE_GROUP" --name "$app" --query "not_null(state, properties.state)" --output tsv)"
  enabled="$(az functionapp function list --resource-group "$AZURE_RESOURCE_GROUP" --name "$app" --query "[?not_null(isDisabled, properties.isDisabled)==\`false\`].name" --output tsv | sed 's/.*\///' | sort | tr '\n' ' ')"
  echo "$service: $app is $state and runs: ${enabled:-nothing}"
  [ "$state" = Running ] && [ -n "$enabled" ] || failed=1
done

# A new app takes a minute until its first answer.
status=000
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
  status="$(curl --silent --output /dev/null --max-time 20 --write-out '%{http_code}' "${DISTILL_VERDICTS}acct_verify" || true)"
  [ "$status" = 401 ] && break
  sleep 10
done
echo "serving answers $status without a token"
[ "$status" = 401 ] || failed=1
exit "$failed"
