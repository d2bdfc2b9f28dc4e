using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Usage.Findings;

/// <inheritdoc cref="FindingRules.Looks"/>
static class IncompleteJobs
{
    const int ContactsMin = 10;
    const int Deviations = 3;

    sealed class Job
    {
        public readonly List<int> Reveals = [];
        public int Partial;
        public int Empty;

        public int Incomplete => Partial + Empty;
    }

    public static IEnumerable<Finding> In(LookedAt at)
    {
        var jobs = JobsFrom(at, at.From == Instant.MinValue ? at.From : at.From - LookedAt.Before);
        var (contacts, incomplete) = (jobs.Values.Sum(job => job.Reveals.Count), jobs.Values.Sum(job => job.Incomplete));
        foreach (var (number, job) in jobs)
        {
            var (others, usual) = (contacts - job.Reveals.Count, incomplete - job.Incomplete);
            // A job belongs to the window in which it began.
            if (at.Rows.Reveals[job.Reveals[0]].OccurredAt >= at.From && IsFound(job, others == 0 ? null : (decimal)usual / others))
                yield return Found(at, number, job, others == 0 ? null : (int)decimal.Round(100m * usual / others));
        }
    }

    static Dictionary<int, Job> JobsFrom(LookedAt at, Instant from)
    {
        Dictionary<int, Job> jobs = [];
        var (first, end) = at.Reveals(from, at.To);
        for (var reveal = first; reveal < end; reveal++)
        {
            ref readonly var row = ref at.Rows.Reveals[reveal];
            if (row.Job == Names.Absent || Quality.Of(at.Rows, reveal) is not { IsCounted: true } quality)
                continue;

            if (!jobs.TryGetValue(row.Job, out var job))
                jobs[row.Job] = job = new();
            job.Reveals.Add(reveal);
            job.Partial += quality.Partial;
            job.Empty += quality.Empty;
        }

        return jobs;
    }

    static bool IsFound(Job job, decimal? usual)
    {
        if (job.Reveals.Count < ContactsMin || 2 * job.Incomplete <= job.Reveals.Count)
            return false;
        if (usual is not { } share)
            return true;

        var above = ((decimal)job.Incomplete / job.Reveals.Count) - share;
        return above > 0 && above * above * job.Reveals.Count > Deviations * Deviations * share * (1 - share);
    }

    static Finding.IncompleteJob Found(LookedAt at, int number, Job job, int? usual)
    {
        var keyed = at.Judgement.Keyed.OfJob(Side.Deduction, number).ToArray();
        var rows = at.RowsOf(job.Reveals, keyed.Where(at.Counts));
        ref readonly var first = ref at.Rows.Reveals[job.Reveals[0]];
        return new(
            at.Rows.Names.Jobs[number], first.OccurredAt, first.Channel, job.Reveals.Count, job.Partial, job.Empty, usual,
            at.Around(rows), at.Sum(rows), rows);
    }
}
