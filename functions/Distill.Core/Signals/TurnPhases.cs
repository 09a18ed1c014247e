using System.Runtime.Intrinsics;
using Distill.Contracts;

namespace Distill.Core.Signals;

/// <summary>
/// How much of its turn an account has behind it, hour by hour: a point on the unit circle that goes round once from one sitting to the
/// next. Accounts that one balancer gives turns keep their distance on the circle, however fast the load turns it.
/// </summary>
/// <remarks>
/// Phase locking, as between oscillators (Lachaux et al. 1999, doi:10.1002/(SICI)1097-0193(1999)8:4%3C194::AID-HBM4%3E3.0.CO;2-C). It is compared
/// within two days at a time, because over a week the order of a queue drifts.
/// </remarks>
internal sealed class TurnPhases
{
    // Length of a step, in microseconds, and steps of a window.
    private const long Step = Micros.PerHour;
    private const int Window = 48;

    // Fewest turns. Fewer fit anything.
    private const int MinTurns = 4;

    // Most turns of a window that count, so that a program with a run every hour weighs no more than other accounts.
    private const float MostTurns = 20;

    // Fewest steps of a window in which both sides are known.
    private const int MinSteps = 8;

    // Least share of its turns by which an account is locked: it goes as fast as the others, and keeps within a sixth of a turn of its place.
    private const double LeastLocked = 0.25;

    // A sum of points that is shorter than this is rounding.
    private const float LeastSum = 1e-3f;

    // The points: both parts, and 1 where the point is known. All are 0 in a step before the first or after the last sitting.
    private readonly float[] _re,
        _im,
        _known;

    // For each window, its turns by its known steps.
    private readonly float[] _turnsByStep;

    private TurnPhases(int windows)
    {
        (_re, _im, _known) = (new float[windows * Window], new float[windows * Window], new float[windows * Window]);
        _turnsByStep = new float[windows];
    }

    /// <summary>Number of windows that cover so many hours.</summary>
    public static int WindowsOf(int hours) => (int)((hours * Micros.PerHour / Step) + Window - 1) / Window;

    /// <summary>A sum without a point yet, see <see cref="AddTo"/>.</summary>
    public static TurnPhases Empty(int windows) => new(windows);

    /// <summary>The account's turns within the windows, at most twenty for each.</summary>
    public double Turns
    {
        get
        {
            var turns = 0.0;
            for (var window = 0; window < _turnsByStep.Length; window++)
            {
                turns += _turnsByStep[window] * _known.AsSpan(window * Window, Window).Count(1);
            }

            return turns;
        }
    }

    /// <summary>Null when the account had fewer than four turns.</summary>
    /// <param name="sittings">Start times of its sittings, microseconds since 1970-01-01 UTC, ascending.</param>
    /// <param name="end">End of the last window, microseconds since 1970-01-01 UTC.</param>
    /// <param name="windows">Number of windows.</param>
    public static TurnPhases? Of(ReadOnlySpan<long> sittings, long end, int windows)
    {
        // Most accounts of a day have few sittings: a turn lies between two of them.
        if (sittings.Length <= MinTurns)
        {
            return null;
        }

        var phases = new TurnPhases(windows);
        var (start, turns, before) = (end - (windows * Window * Step), 0, long.MinValue / 2);
        foreach (var sitting in sittings)
        {
            if (sitting - before < TurnTaking.MinGapMicros)
            {
                continue;
            }

            if (before >= start)
            {
                phases.Fill(before - start, sitting - start);
                turns++;
            }

            before = sitting;
        }

        for (var window = 0; window < windows; window++)
        {
            var known = phases._known.AsSpan(window * Window, Window).Count(1);
            phases._turnsByStep[window] = known == 0 ? 0 : MathF.Min(MostTurns, phases._turnsByStep[window]) / known;
        }

        return turns < MinTurns ? null : phases;
    }

    /// <summary>
    /// How far the account keeps its distance from a reference: its turns, each times the square of how well it is locked. An account that has
    /// nothing to do with it has about 1 for each window. 0 when that is less than a quarter of its turns.
    /// </summary>
    public double LockedTo(TurnPhases reference)
    {
        var (locked, turns) = (0.0, 0.0);
        for (var window = 0; window < _turnsByStep.Length; window++)
        {
            if (_turnsByStep[window] == 0)
            {
                continue;
            }

            var (re, im, known) = Distance(reference, window);
            locked += known < MinSteps ? 0 : _turnsByStep[window] * ((re * re) + (im * im)) / known;
            turns += known < MinSteps ? 0 : _turnsByStep[window] * known;
        }

        return locked < LeastLocked * turns ? 0 : locked;
    }

    /// <summary>Adds this account's points, turned so that they lie on the reference, to a sum.</summary>
    public void AddTo(TurnPhases sum, TurnPhases reference) => Move(sum, reference, 1);

    /// <summary>Returns this sum as a reference without the points of an account that was added to it.</summary>
    public TurnPhases Without(TurnPhases account, TurnPhases reference)
    {
        var rest = new TurnPhases(_turnsByStep.Length);
        _re.CopyTo(rest._re, 0);
        _im.CopyTo(rest._im, 0);
        account.Move(rest, reference, -1);
        return rest.ToUnit();
    }

    /// <summary>Returns this sum as a reference: every point on the unit circle.</summary>
    public TurnPhases ToUnit()
    {
        var unit = new TurnPhases(_turnsByStep.Length);
        for (var i = 0; i < _re.Length; i++)
        {
            var length = MathF.Sqrt((_re[i] * _re[i]) + (_im[i] * _im[i]));
            (unit._re[i], unit._im[i], unit._known[i]) = length < LeastSum ? (0, 0, 0) : (_re[i] / length, _im[i] / length, 1);
        }

        return unit;
    }

    private void Move(TurnPhases sum, TurnPhases reference, int sign)
    {
        for (var window = 0; window < _turnsByStep.Length; window++)
        {
            var (re, im, _) = Distance(reference, window);
            var length = MathF.Sqrt((re * re) + (im * im));
            if (length == 0)
            {
                continue;
            }

            (re, im) = (sign * re / length, sign * im / length);
            for (var i = window * Window; i < (window + 1) * Window; i++)
            {
                sum._re[i] += (_re[i] * re) + (_im[i] * im);
                sum._im[i] += (_im[i] * re) - (_re[i] * im);
            }
        }
    }

    // Sum of the distances on the circle in a window, and the number of steps in which both are known. The vectors have one width on every machine,
    // so the sums are the same.
    private (float Re, float Im, float Known) Distance(TurnPhases reference, int window)
    {
        var (re, im, known) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var i = window * Window; i < (window + 1) * Window; i += Vector256<float>.Count)
        {
            var (a, b) = (Vector256.Create(_re, i), Vector256.Create(_im, i));
            var (c, d) = (Vector256.Create(reference._re, i), Vector256.Create(reference._im, i));
            re += (a * c) + (b * d);
            im += (b * c) - (a * d);
            known += Vector256.Create(_known, i) * Vector256.Create(reference._known, i);
        }

        return (Vector256.Sum(re), Vector256.Sum(im), Vector256.Sum(known));
    }

    // Fills the steps between two sittings.
    private void Fill(long from, long to)
    {
        var first = (from + Step - 1) / Step;
        var (turn, at) = ((float)Step / (to - from), (float)((first * Step) - from) / (to - from));
        for (var i = first; i * Step < to && i < _re.Length; i++, at += turn)
        {
            (_im[i], _re[i]) = MathF.SinCos(MathF.Tau * at);
            _known[i] = 1;
            _turnsByStep[i / Window] += turn;
        }
    }
}
