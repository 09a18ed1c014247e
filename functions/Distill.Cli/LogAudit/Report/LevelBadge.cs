using Distill.Cli.Pages;
using Distill.Contracts.Verdicts;

namespace Distill.Cli.LogAudit.Report;

/// <summary>A level as a coloured word.</summary>
internal static class LevelBadge
{
    public static Html Of(VerdictLevel level) => Html.Of($"<span class=\"level {level.Name()}\">{level.Name().Replace('_', ' ')}</span>");
}
