namespace Distill.Functions.Settings;

/// <summary>The app can't start because settings are wrong. The message lists every error, one a line.</summary>
internal sealed class SettingsException(IReadOnlyList<string> errors)
    : Exception("The settings are wrong:" + string.Concat(errors.Select(e => Environment.NewLine + "  " + e)))
{
    public IReadOnlyList<string> Errors => errors;
}
