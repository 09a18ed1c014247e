namespace Microsoft.Azure.Functions.Worker;

/// <summary>The key that a request to an HTTP function must bring. Locally none is asked for, as with Core Tools.</summary>
public enum AuthorizationLevel
{
    Anonymous = 0,
    User = 1,
    Function = 2,
    System = 3,
    Admin = 4,
}
