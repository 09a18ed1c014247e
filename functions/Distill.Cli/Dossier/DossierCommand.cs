using System.CommandLine;

namespace Distill.Cli.Dossier;

/// <summary><c>distill dossier ...</c>: the evidence on a cluster as one sealed file.</summary>
internal static class DossierCommand
{
    public static Command Create() =>
        new("dossier", "The evidence on a cluster as one zip: report, rows and hashes, signed and stamped.")
        {
            MakeDossierCommand.Create(),
            VerifyDossierCommand.Create(),
        };
}
