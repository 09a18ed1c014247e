using Microsoft.Extensions.Options;

namespace Distill.Client.Sample;

internal sealed class HoneypotOptionsValidation : IValidateOptions<HoneypotOptions>
{
    public ValidateOptionsResult Validate(string? name, HoneypotOptions options) =>
        options.Errors().ToArray() is { Length: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
}
