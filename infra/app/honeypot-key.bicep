metadata description = 'The master key of the honeypot marks. It is deployed once, and not by main.bicep, so that no later deployment overwrites it.'

@description('Name of the vault.')
param vault string

@description('The key: 32 random bytes in base64.')
@secure()
@minLength(44)
param key string

resource keyVault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vault
}

// It is written through the resource manager, so the deployer needs no role on the vault's data and no access to a private network.
@onlyIfNotExists()
resource master 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = {
  parent: keyVault
  name: 'honeypots-master-key'
  properties: {
    contentType: 'base64, 32 bytes'
    value: key
  }
}
