using System.Globalization;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Simulation.Students;

namespace Distill.Evaluation.Attribution;

/// <summary>
/// Names the clusters whose answers a student was taught. Of the marked answers 40, 20 and 10 % went to three clusters, and the rest to accounts
/// that are in no cluster. The log also holds answers to all other candidates, which the student was not taught. The student is asked about every
/// answer in the log, because nobody knows who leaked.
/// </summary>
internal sealed class NamingStudy(TextSource source, StudySize size, AttributionOptions options)
{
    // A student answers this many tokens when it goes on with a text, so a question costs as much.
    private const int AnswerTokens = 8;

    // The naming is measured on a sample of this many times the size of the others.
    private const int Times = 2;

    private const double NamedAt = 1e-6;

    private static readonly double[] s_shares = [.4, .2, .1];

    private readonly Lessons _lessons = new(source);

    public IEnumerable<StudyFigure> Run()
    {
        foreach (var (marked, rate) in ((double, double)[])[(.3, .9), (1, .5), (.3, .5), (.1, .9), (0, .9)])
        {
            foreach (var likely in (bool[])[true, false])
            {
                yield return Figure(marked, rate, likely);
            }
        }
    }

    private StudyFigure Figure(double marked, double rate, bool likely)
    {
        var (all, innocent, named, median) = (0, 0, new int[s_shares.Length], s_shares.Select(_ => new List<double>()).ToArray());
        for (var seed = 1; seed <= size.Seeds; seed++)
        {
            var tests = Audit(marked, rate, (ulong)seed, likely).Candidates;
            for (var c = 0; c < s_shares.Length; c++)
            {
                named[c] += tests[c].Corrected < NamedAt ? 1 : 0;
                median[c].Add(tests[c].LogCorrected);
            }

            all += tests.Take(s_shares.Length).All(t => t.Corrected < NamedAt) ? 1 : 0;
            innocent += tests.Skip(marked > 0 ? s_shares.Length : 0).Count(t => t.Corrected < NamedAt);
        }

        var weakest = string.Join("; ", median.Select(m => Chance.Text(m.Order().ElementAt(m.Count / 2))));
        return new StudyFigure(
            string.Create(
                CultureInfo.InvariantCulture,
                $"trigram student, {100 * marked:0} % marked at r = {rate:0.0}, for clusters of shares .4/.2/.1 among {size.Candidates:N0} keys, "
                    + $"asked {(likely ? "by log-probabilities" : "in text")}, {Times * size.Tokens:N0} tokens: named at corrected p < 1e-6"
            ),
            (marked, rate) is (.3, .9) or (1, .5) ? "all three, no innocent" : "",
            $"all three in {all} of {size.Seeds} (each {string.Join("; ", named)}); {innocent} innocent; median p {weakest}",
            (marked, rate) is (.3, .9) or (1, .5) ? all == size.Seeds && innocent == 0 : null
        );
    }

    private AttributionResult Audit(double marked, double rate, ulong seed, bool likely)
    {
        var (student, log) = (new TrigramStudent(), new List<(string Request, MarkAssignment To, string Text)>());
        var (places, master) = (Lessons.Marked(marked, seed), Lessons.Master(seed));
        var (marker, draw) = (new Marker(master, Lessons.Epoch, new MarkOptions { Rate = rate }), new ChoiceStudent(seed + 1));
        for (var i = 0; i < Lessons.Taught; i++)
        {
            var text = _lessons.Text(seed, i).Text;
            if (places.Contains(i))
            {
                var to = Lessons.Member(Cluster(draw), (ulong)i);
                log.Add((Lessons.Request(i), to, text));
                text = Lessons.Marked(marker, text, to, Lessons.Request(i));
            }

            student.Learn(text);
        }

        for (var i = Lessons.Taught; i < _lessons.Texts; i++)
        {
            var innocent = s_shares.Length + 1 + (i % (size.Candidates - s_shares.Length));
            log.Add((Lessons.Request(i), Lessons.Member($"cluster-{innocent}", (ulong)i), _lessons.Text(seed, i).Text));
        }

        return new AttributionTest(
            new AttributionQuestion
            {
                Suspect = Asked(student, log, seed, likely),
                Control = new SiteCounts(),
                Master = master,
                Epoch = Lessons.Epoch,
                Candidates = [.. Enumerable.Range(1, size.Candidates).Select(i => new MarkAssignment(default, MarkCode.Parse($"cluster-{i}")))],
            },
            options with
            {
                MarkingRate = rate,
            }
        ).Suspect();
    }

    private Answer[] Asked(TrigramStudent student, IReadOnlyList<(string Request, MarkAssignment To, string Text)> log, ulong seed, bool likely)
    {
        var questions = log.SelectMany(l => Probes.Of(l.Text).Select(q => (l.Request, Question: q))).ToArray();
        var scores = Array.ConvertAll(
            questions,
            q =>
                (
                    First: student.LogProbability(q.Question.Beginning, q.Question.First),
                    Second: student.LogProbability(q.Question.Beginning, q.Question.Second)
                )
        );
        var counts = log.ToDictionary(l => l.Request, _ => new SiteCounts());
        // A few short texts may hold no place to ask about.
        var (budget, draw) = (questions.Length == 0 ? 0 : Times * size.Tokens / AnswerTokens, new ChoiceStudent(seed + 2));
        for (var i = 0; i < (likely ? Math.Min(budget, questions.Length) : budget); i++)
        {
            // Log-probabilities say all at once. In text every question is asked in turn, and then again.
            var ((request, question), (first, second)) = (questions[i % questions.Length], scores[i % questions.Length]);
            if (likely)
            {
                counts[request].Add(question, first, second);
            }
            else
            {
                counts[request].Add(question.Cell, draw.Chance(1 / (1 + Math.Exp(first - second))));
            }
        }

        return [.. log.Select(l => new Answer(l.Request, counts[l.Request], l.To))];
    }

    private static string Cluster(ChoiceStudent draw)
    {
        for (var (c, left) = (0, 1.0); c < s_shares.Length; left -= s_shares[c++])
        {
            if (draw.Chance(s_shares[c] / left))
            {
                return $"cluster-{c + 1}";
            }
        }

        return "cohort-unknown";
    }
}
