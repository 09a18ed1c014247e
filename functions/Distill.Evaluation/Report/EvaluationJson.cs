using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Evaluation.Scoring;
using Distill.Statistics;

namespace Distill.Evaluation.Report;

/// <summary>Writes an evaluation as JSON. Null stands for what never happened or could not be measured.</summary>
public static class EvaluationJson
{
    public static void Write(Stream output, IReadOnlyList<RungFigures> rungs, int every)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("everyHours", every);
        json.WriteStartArray("rungs");
        foreach (var rung in rungs)
        {
            Rung(json, rung);
        }

        json.WriteEndArray();
        Kinds(json, RungFigures.KindsOf(rungs.SelectMany(r => r.Trials)));
        json.WriteEndObject();
    }

    private static void Rung(Utf8JsonWriter json, RungFigures rung)
    {
        json.WriteStartObject();
        json.WriteString("rung", rung.Rung);
        json.WriteString("size", rung.Size);
        json.WriteNumber("days", rung.Days);
        Share(json, "precision", rung.Precision);
        Share(json, "recall", rung.Recall);
        Share(json, "falsePositiveRate", rung.FalsePositiveRate);
        Share(json, "everPrecision", rung.EverPrecision);
        Share(json, "everRecall", rung.EverRecall);
        Share(json, "everFalsePositiveRate", rung.EverFalsePositiveRate);
        Number(json, "hoursToFlagMedian", rung.HoursToFlag(0.5));
        Number(json, "hoursToFlagP90", rung.HoursToFlag(0.9));
        Number(json, "hoursToFirstFlag", rung.HoursToFirstFlag);
        Number(json, "callsBeforeFlag", rung.CallsBeforeFlag);
        Number(json, "bCubedF1", rung.HasCampaign ? rung.ClustersF1 : double.NaN);
        Number(json, "operationsPrecision", rung.HasCampaign ? rung.OperationsPrecision : double.NaN);
        Number(json, "operationsRecall", rung.HasCampaign ? rung.OperationsRecall : double.NaN);
        Number(json, "operationsF1", rung.HasCampaign ? rung.OperationsF1 : double.NaN);
        json.WriteNumber("mainOperations", rung.MainOperations);
        Number(json, "callsBeforeFirstFlag", rung.CallsBeforeFirstFlag);
        json.WriteStartObject("replacements");
        json.WriteNumber("count", rung.Replacements.Count);
        json.WriteNumber("linked", rung.Replacements.LongCount(d => double.IsFinite(d.Hours)));
        Number(json, "hoursMedian", Quantile.Median(rung.Replacements.Select(d => d.Hours)));
        Number(json, "callsMedian", Quantile.Median(rung.Replacements.Select(d => d.Calls)));
        json.WriteEndObject();
        Newcomers(json, rung.Newcomers);
        Kinds(json, rung.Innocent);
        json.WriteStartArray("baselines");
        foreach (var baseline in rung.Baselines)
        {
            Baseline(json, baseline);
        }

        json.WriteEndArray();
        json.WriteStartArray("seeds");
        foreach (var trial in rung.Trials)
        {
            Trial(json, trial);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Newcomers(Utf8JsonWriter json, NewcomerFigures newcomers)
    {
        json.WriteStartObject("newcomers");
        json.WriteNumber("campaignEver", newcomers.Campaign);
        json.WriteNumber("innocentEver", newcomers.Innocent.Values.Sum());
        foreach (var end in Enum.GetValues<ProvisionalEnd>())
        {
            json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(end.ToString()), newcomers.Ended(end));
        }

        Number(json, "replacementHoursMedian", newcomers.ReplacementHours);
        Number(json, "replacementCallsMedian", newcomers.ReplacementCalls);
        Number(json, "hoursToFlagMedian", newcomers.HoursToFlag);
        Number(json, "callsBeforeFlag", newcomers.CallsBeforeFlag);
        json.WriteStartObject("innocentEverByKind");
        foreach (var (kind, count) in newcomers.Innocent)
        {
            json.WriteNumber(kind, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Trial(Utf8JsonWriter json, TrialScore trial)
    {
        json.WriteStartObject();
        json.WriteNumber("seed", trial.Trial.Size.Seed);
        Counts(json, "campaign", trial.Campaign);
        Counts(json, "innocent", trial.AllInnocent);
        Number(json, "hoursToFlagMedian", Quantile.Median(trial.HoursToFlag));
        Number(json, "hoursToFirstFlag", trial.HoursToFirstFlag);
        Number(json, "hoursToPivot", trial.HoursToPivot);
        json.WriteNumber("campaignCalls", trial.CampaignCalls);
        json.WriteNumber("callsBeforeFlag", trial.CallsBeforeFlag);
        json.WriteNumber("callsBeforeFirstFlag", trial.CallsBeforeFirstFlag);
        Agreement(json, "bCubed", trial.Clusters);
        Agreement(json, "operations", trial.Operations);
        json.WriteNumber("mainOperations", trial.MainOperations);
        json.WriteStartObject("cost");
        json.WriteNumber("calls", trial.Cost.Calls);
        json.WriteNumber("runs", trial.Cost.Runs);
        Number(json, "readSeconds", trial.Cost.ReadSeconds);
        Number(json, "correlateSeconds", trial.Cost.CorrelateSeconds);
        Number(json, "slowestRunSeconds", trial.Cost.SlowestRunSeconds);
        json.WriteNumber("peakBytes", trial.Cost.PeakBytes);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Agreement(Utf8JsonWriter json, string name, BCubed agreement)
    {
        json.WriteStartObject(name);
        Number(json, "precision", agreement.Precision);
        Number(json, "recall", agreement.Recall);
        Number(json, "f1", agreement.F1);
        json.WriteEndObject();
    }

    private static void Baseline(Utf8JsonWriter json, BaselineFigures baseline)
    {
        json.WriteStartObject();
        json.WriteString("name", baseline.Name);
        Number(json, "f1", baseline.F1);
        Share(json, "precision", baseline.Precision);
        Share(json, "recall", baseline.Recall);
        Share(json, "falsePositiveRate", baseline.FalsePositiveRate);
        json.WriteStartArray("settings");
        foreach (var score in baseline.Scores)
        {
            json.WriteStringValue(score.Setting);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Kinds(Utf8JsonWriter json, IReadOnlyDictionary<string, FlagCounts> kinds)
    {
        json.WriteStartObject("innocentByKind");
        foreach (var (kind, counts) in kinds)
        {
            Counts(json, kind, counts);
        }

        json.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter json, string name, FlagCounts counts)
    {
        json.WriteStartObject(name);
        json.WriteNumber("accounts", counts.Accounts);
        json.WriteNumber("flagged", counts.Flagged);
        json.WriteNumber("everFlagged", counts.EverFlagged);
        json.WriteNumber("watched", counts.Watched);
        json.WriteEndObject();
    }

    private static void Share(Utf8JsonWriter json, string name, Proportion share)
    {
        json.WriteStartObject(name);
        Number(json, "value", share.Value);
        Number(json, "low", share.Low);
        Number(json, "high", share.High);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, Math.Round(value, 6));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
