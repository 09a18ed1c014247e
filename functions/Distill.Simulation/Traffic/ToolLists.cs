using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Traffic;

/// <summary>
/// The tools that are sent along with a call. Coding tools mostly send the list of their release. Other programs send a few common names, so equal
/// short lists are not rare.
/// </summary>
internal static class ToolLists
{
    private const int CustomLists = 60;

    private static readonly string[] s_names =
    [
        "bash",
        "read",
        "write",
        "edit",
        "grep",
        "glob",
        "fetch_url",
        "web_search",
        "query_db",
        "run_python",
        "list_files",
        "apply_patch",
        "open_page",
        "click",
        "screenshot",
        "get_weather",
        "send_mail",
        "create_issue",
        "lookup_customer",
        "search_docs",
        "vector_search",
        "calculator",
        "get_stock",
    ];

    private static readonly string[][] s_custom = Make(0x7001, CustomLists, 1, 5);
    private static readonly string[][] s_releases = Make(0x7002, 24, 6, 12);

    public static string[] Of(Client client, ref Rng owner) =>
        client.SendsTools && client.NamesSessions && owner.Chance(.8)
            ? s_releases[(uint)client.Tls.GetDeterministicHash() % s_releases.Length]
            : Common(ref owner);

    private static string[] Common(ref Rng rng)
    {
        var at = rng.Unit();
        return s_custom[(int)(at * at * CustomLists)];
    }

    private static string[][] Make(ulong seed, int count, int fewest, int most)
    {
        var rng = new Rng(seed);
        var lists = new string[count][];
        for (var l = 0; l < count; l++)
        {
            var list = new SortedSet<string>(StringComparer.Ordinal);
            for (var wanted = rng.Range(fewest, most); list.Count < wanted; )
            {
                list.Add(rng.Pick(s_names));
            }

            lists[l] = [.. list];
        }
        return lists;
    }

    private static int GetDeterministicHash(this string text)
    {
        var hash = 17;
        foreach (var c in text)
        {
            hash = hash * 31 + c;
        }

        return hash;
    }
}
