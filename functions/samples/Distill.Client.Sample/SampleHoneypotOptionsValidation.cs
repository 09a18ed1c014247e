using Microsoft.Extensions.Options;

namespace Distill.Client.Sample;

internal sealed class SampleHoneypotOptionsValidation : IValidateOptions<SampleHoneypotOptions>
{
    public ValidateOptionsResult Validate(string? name, SampleHoneypotOptions options) =>
        options.Errors().ToArray() is { Length: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
}
