metadata description = 'The group that gets the alerts.'

@description('Name of the group.')
param name string

@description('Tags.')
param tags { *: string }

@description('Addresses that get a mail.')
param emails string[]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'distill'
    emailReceivers: [
      for email in emails: {
        name: email
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

@description('Resource id.')
output id string = group.id
