metadata description = 'A secret of a vault. It is deployed once, and not by main.bicep, so that no later deployment overwrites it.'

@description('Name of the vault.')
param vault string

@description('Name of the secret.')
param name string

@description('The secret: 32 random bytes in base64.')
@secure()
@minLength(44)
param key string

resource keyVault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vault
}

// It is written through the resource manager, so the deployer needs no role on the vault's data and no access to a private network.
@onlyIfNotExists()
resource secret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = {
  parent: keyVault
  name: name
  properties: {
    contentType: 'base64, 32 bytes'
    value: key
  }
}
