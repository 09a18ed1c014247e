using Distill.Core.Signals;
using Distill.Functions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.Functions.Tests.Settings;

public sealed class ListOptionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("distill-lists-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_AreReadAndTheirBadLinesLogged()
    {
        var options = new ListOptions
        {
            DataCentreNetworks = $"{Write("a.txt", "AS64500", "nowhere")}; {Write("b.csv", "asn,name", "64501,x")}",
            DisposableMailDomains = Write("mail.txt", "bin.example"),
        };
        var log = new LogLines();

        var lists = options.Read(log);

        Assert.Empty(options.Errors());
        Assert.True(lists.Contains(ListKind.DataCentre, default, 64500) && lists.Contains(ListKind.DataCentre, default, 64501));
        Assert.True(lists.IsDisposable("bin.example"));
        Assert.False(lists.Names(ListKind.Vpn));
        Assert.Equal(["List a.txt: 1 line can't be read and is left out (line 2).", "The lists name 3 networks, ASNs and mail domains."], log.Texts);
    }

    [Fact]
    public void ListsOfTheSettings_ReachTheApp()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["DistillStorage"] = "UseDevelopmentStorage=true",
                    ["Distill:Lists:VpnNetworks"] = Write("vpn.txt", "64502"),
                }
            )
            .Build();
        using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddDistill(configuration)
            .BuildServiceProvider();

        Assert.True(services.GetRequiredService<NetworkLists>().Contains(ListKind.Vpn, default, 64502));
    }

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
