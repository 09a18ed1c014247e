using Distill.Honeypots.Keys;
using Distill.Statistics;

namespace Distill.Honeypots.Attribution;

/// <summary>Tests a sample against the keys of an epoch.</summary>
public sealed class AttributionTest
{
    private static readonly MasterKey s_decoys = MasterKey.FromBytes("Distill: these keys never marked any text."u8);

    private readonly AttributionQuestion _question;
    private readonly AttributionOptions _options;
    private readonly CellRouter _router;
    private readonly MarkKey _provider;
    private readonly MarkKey[] _keys;
    private readonly MarkKey[][] _joint;
    private readonly string[] _codes;

    /// <param name="question">The samples and the keys.</param>
    /// <param name="options">Options, fixed before anyone looks at the sample.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public AttributionTest(AttributionQuestion question, AttributionOptions options)
    {
        if (options.Errors().FirstOrDefault() is { } error)
        {
            throw new ArgumentException(error, nameof(options));
        }

        (_question, _options) = (question, options);
        (_router, _provider) = (question.Master.Router(question.Epoch), question.Master.Provider(question.Epoch));
        var keys = question
            .Candidates.SelectMany(c => new[] { (Layer: Layer.Cluster, Id: c.Code.Value), (Layer: Layer.Account, Id: c.Account.Value) })
            .Where(k => k.Id.Length > 0)
            .Distinct()
            .OrderBy(k => k.Layer)
            .ToDictionary(k => k, k => question.Master.Derive(k.Layer, k.Id, question.Epoch));
        _keys = [.. keys.Values];
        _codes =
        [
            .. question
                .Suspect.Select(a => a.Marked?.Code.Value)
                .OfType<string>()
                .Distinct()
                .Where(c => keys.ContainsKey((Layer.Cluster, c)))
                .Order(StringComparer.Ordinal),
        ];
        _joint =
        [
            .. question
                .Candidates.Distinct()
                .Select(c =>
                    new[] { keys.GetValueOrDefault((Layer.Cluster, c.Code.Value)), keys.GetValueOrDefault((Layer.Account, c.Account.Value)) }
                        .OfType<MarkKey>()
                        .Prepend(_provider)
                        .ToArray()
                ),
        ];
    }

    /// <summary>How many keys a sample is tested with: the provider's and every candidate's.</summary>
    public int Keys => 1 + _keys.Length;

    private FoundTextTest? Found => _question.FoundText ? new FoundTextTest(_question.Suspect, _question.Usage, _router, _options.MarkingRate) : null;

    private double Others => (double)_options.Suspects * _options.Looks;

    /// <summary>Tests the suspect.</summary>
    public AttributionResult Suspect() => Audit(_question.Suspect, Found);

    /// <summary>Runs the same test on text that is known to be unmarked. It must find nothing.</summary>
    public AttributionResult Control() => Audit([new Answer("", _question.Control)], null);

    /// <summary>
    /// Tests the suspect's sample against keys that never marked anything. Their master key is a public number, so anybody can repeat the test. It
    /// must find nothing. If it is known whom answers were marked for, each decoy stands for one of these candidates in turn.
    /// </summary>
    public IReadOnlyList<SignTest> Decoys()
    {
        var found = Found;
        var cluster = Cleared(Layers(_question.Suspect)[Layer.Cluster], out _);
        return
        [
            .. Enumerable
                .Range(1, _options.Decoys)
                .AsParallel()
                .AsOrdered()
                .Select(i => (Key: Decoy(Layer.Cluster, i), For: _codes.Length > 0 ? _codes[i % _codes.Length] : null))
                .Select(d => found?.Test(d.Key, d.For) ?? cluster.Test(d.Key, d.For)),
        ];
    }

    private MarkKey Decoy(Layer layer, int number) => s_decoys.Derive(layer, FormattableString.Invariant($"decoy-{number}"), _question.Epoch);

    private AttributionResult Audit(IReadOnlyList<Answer> sample, FoundTextTest? found)
    {
        var layers = Layers(sample);
        var rest = Cleared(layers[Layer.Cluster], out var strong);
        var tests = _keys.AsParallel().AsOrdered().Select(k => Test([k])).Prepend(Test([_provider])).ToArray();
        var corrected = Multiplicity.Holm(Array.ConvertAll(tests, t => t.LogP), Others);
        var joint = _joint.AsParallel().Select(keys => Test(keys).LogP).DefaultIfEmpty(0).Min();
        var logAlpha = Math.Log(_options.Alpha / (Keys * Others));
        return new AttributionResult
        {
            Provider = new CandidateTest(Layer.Provider, "", tests[0], corrected[0]),
            Candidates = [.. _keys.Select((k, i) => new CandidateTest(k.Layer, k.Id, tests[i + 1], corrected[i + 1]))],
            LogJoint = Multiplicity.Bonferroni(joint, Math.Max(1, _joint.Length) * Others),
            Cells = layers.Values.Sum(l => l.Cells),
            Sites = layers.Values.Sum(l => l.Sites),
            Power = PowerStatement.Of(
                [.. Typical(layers[Layer.Provider], Layer.Provider), .. _joint.Length > 0 ? Typical(layers[Layer.Cluster], Layer.Cluster) : []],
                _options,
                logAlpha + Math.Log(_joint.Length > 0 ? AttributionResult.JointShare : 1)
            ),
            NamingPower = PowerStatement.Of(Typical(rest, Layer.Cluster), _options, logAlpha),
        };

        // All keys of a layer set cells at the same rate, so any key shows the typical evidence: of the cluster that was asked about most.
        IReadOnlyList<CellEvidence> Typical(LayerEvidence evidence, Layer layer) => evidence.Of(Decoy(layer, 1), _codes.MaxBy(evidence.SightingsOf));

        SignTest Test(MarkKey[] keys) => found?.Test(keys) ?? LayerEvidence.Test([.. keys.Select(k => (Evidence(k), k))]);

        // Each key is tested on what the other keys that were found leave unexplained. It makes no difference whether the key itself was found.
        LayerEvidence Evidence(MarkKey key) =>
            key.Layer != Layer.Cluster ? layers[key.Layer]
            : !strong.Contains(key) ? rest
            : strong.Where(f => f != key).Aggregate(layers[Layer.Cluster], (evidence, other) => evidence.Without(other));
    }

    private Dictionary<Layer, LayerEvidence> Layers(IReadOnlyList<Answer> sample)
    {
        var byLayer = CellSightings.Of(sample).ToLookup(c => _router.Route(c.Cell));
        return Enum.GetValues<Layer>().ToDictionary(l => l, l => new LayerEvidence(byLayer[l], _options));
    }

    /// <summary>
    /// Finds the strong clusters first, because a strong cluster hides the few cells of a weak one. A cluster counts as found if its first test is
    /// beyond doubt. The other clusters are then searched for in what is left.
    /// </summary>
    private LayerEvidence Cleared(LayerEvidence clusters, out IReadOnlyList<MarkKey> found)
    {
        var limit = Math.Log(_options.Alpha / (Keys * Others));
        found =
        [
            .. _keys
                .AsParallel()
                .AsOrdered()
                .Where(k => k.Layer == Layer.Cluster)
                .Select(k => (Key: k, Test: clusters.Test(k)))
                .Where(k => k.Test.LogP <= limit)
                .OrderBy(k => k.Test.LogP)
                .Select(k => k.Key),
        ];
        return found.Aggregate(clusters, (evidence, key) => evidence.Without(key));
    }
}
