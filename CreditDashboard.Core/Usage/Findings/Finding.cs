using System.Collections.Immutable;
using System.Globalization;
using CreditDashboard.Core.Cycles;
using CreditDashboard.Core.Ledger;
using NodaTime;
using NodaTime.Text;

namespace CreditDashboard.Core.Usage.Findings;

/// <summary>The rows of a finding as a timeline has them: rows of the ledger, and reveals that no row of the ledger answers. Ascending.</summary>
public sealed record FindingRows(ImmutableArray<int> Deductions, ImmutableArray<int> Reveals)
{
    public int Count => Deductions.Length + Reveals.Length;
}

/// <summary>Something worth a look, with what proves it. One place in the app turns it into sentences.</summary>
/// <param name="Stretch">Holds all its rows.</param>
/// <param name="Credits">The prospecting credits of its rows.</param>
public abstract record Finding(FindingRule Rule, Window Stretch, Credits Credits, FindingRows Rows)
{
    /// <summary>
    /// What it is about, in opaque words that stay the same as rows are added: it is dismissed by them and found again in an address.
    /// </summary>
    /// <param name="userId">The id that stands in addresses for a user's number.</param>
    public string Key(Func<int, string> userId) => $"{Rule.Slug()}.{Subject(userId)}";

    private protected abstract string Subject(Func<int, string> userId);

    private protected static string At(Instant at) => at.ToUnixTimeTicks().ToString("x", CultureInfo.InvariantCulture);

    /// <param name="Usual">The band of the weekday.</param>
    /// <param name="Driver">What most of the difference came from, null if the day took less than usual.</param>
    public sealed record UnusualDay(LocalDate Day, (Credits Low, Credits High) Usual, DayDriver? Driver, Window Stretch, Credits Credits, FindingRows Rows)
        : Finding(FindingRule.UnusualDay, Stretch, Credits, Rows)
    {
        private protected override string Subject(Func<int, string> userId) => LocalDatePattern.Iso.Format(Day);
    }

    public sealed record AfterDisabled(int User, Instant DisabledAt, Instant First, int Channel, Window Stretch, Credits Credits, FindingRows Rows)
        : Finding(FindingRule.AfterDisabled, Stretch, Credits, Rows)
    {
        private protected override string Subject(Func<int, string> userId) => $"{userId(User)}.{At(DisabledAt)}";
    }

    /// <param name="Contacts">How many were selected; the rest of them were found as asked.</param>
    /// <param name="Usual">The share of the other selections that came back partial or empty, in percent; null if there is no other.</param>
    public sealed record IncompleteJob(
        string Job, Instant StartedAt, int Channel, int Contacts, int Partial, int Empty, int? Usual, Window Stretch, Credits Credits, FindingRows Rows)
        : Finding(FindingRule.IncompleteJob, Stretch, Credits, Rows)
    {
        private protected override string Subject(Func<int, string> userId) => Job;
    }

    /// <param name="Contact">The first of them.</param>
    /// <param name="Users">Who revealed the first one, in the order in which they did.</param>
    public sealed record SameContact(string Contact, int Contacts, LocalDate Day, ImmutableArray<int> Users, Window Stretch, Credits Credits, FindingRows Rows)
        : Finding(FindingRule.SameContact, Stretch, Credits, Rows)
    {
        private protected override string Subject(Func<int, string> userId) => Contacts == 1 ? $"{LocalDatePattern.Iso.Format(Day)}.{Contact}" : At(Stretch.From!.Value);
    }

    /// <param name="Usual">By the same point of a usual cycle.</param>
    public sealed record Pace(int User, Credits Usual, Window Stretch, Credits Credits, FindingRows Rows)
        : Finding(FindingRule.Pace, Stretch, Credits, Rows)
    {
        private protected override string Subject(Func<int, string> userId) => $"{userId(User)}.{At(Stretch.From!.Value)}";
    }

    /// <param name="Channel">Absent if there were several.</param>
    public sealed record NightBurst(int User, Instant First, Instant Last, int Reveals, int Channel, Window Stretch, Credits Credits, FindingRows Rows)
        : Finding(FindingRule.NightBurst, Stretch, Credits, Rows)
    {
        private protected override string Subject(Func<int, string> userId) => $"{userId(User)}.{At(First)}";
    }

    public sealed record ChargedRepeats(int Contacts, Window Stretch, Credits Credits, FindingRows Rows)
        : Finding(FindingRule.ChargedRepeats, Stretch, Credits, Rows)
    {
        private protected override string Subject(Func<int, string> userId) => At(Stretch.From!.Value);
    }

    public sealed record EmptyBulk(int Contacts, int Jobs, Window Stretch, Credits Credits, FindingRows Rows)
        : Finding(FindingRule.EmptyBulk, Stretch, Credits, Rows)
    {
        private protected override string Subject(Func<int, string> userId) => At(Stretch.From!.Value);
    }
}

/// <summary>Where the credits of a day went.</summary>
/// <param name="Field">A job, a user or a channel.</param>
/// <param name="Number">Among the rows' names.</param>
/// <param name="Credits">All that it took that day.</param>
public sealed record DayDriver(UsageField Field, int Number, Credits Credits);
