namespace Distill.Evaluation.Dialects;

/// <summary>All dialects. To add one, put it into the list of the file that its idea is in.</summary>
public static class AllDialects
{
    public static IReadOnlyList<Dialect> All { get; } =
    [
        .. AddressDialects.All,
        .. IdentityDialects.All,
        .. PromptDialects.All,
        .. NumberDialects.All,
        .. ToolDialects.All,
        .. TimeDialects.All,
        .. OptionalDialects.All,
        .. WrapDialects.All,
    ];

    /// <summary>Returns the dialect of this name; null when there is none.</summary>
    public static Dialect? Named(string name) => All.FirstOrDefault(d => d.Name == name);
}
