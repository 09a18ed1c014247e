using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Settings;

/// <summary>Settings that the host itself decides, such as chosen ports. They override every other source.</summary>
internal sealed class AssignedSettings : ConfigurationProvider, IConfigurationSource
{
    public IReadOnlyDictionary<string, string?> All => new Dictionary<string, string?>(Data);

    public void Assign(string name, string value)
    {
        Data[name] = value;
        OnReload();
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;
}
