using Microsoft.Extensions.Options;

namespace Distill.Client.AspNetCore;

internal sealed class DistillOptionsValidation : IValidateOptions<DistillOptions>
{
    public ValidateOptionsResult Validate(string? name, DistillOptions options) =>
        options.Errors().ToArray() is { Length: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
}
