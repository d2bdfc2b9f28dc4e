using System.Collections.Immutable;
using CreditDashboard.Core.Ledger;
using NodaTime;

namespace CreditDashboard.Core.Matching;

/// <summary>
/// What is wrong with a whole feed, found before rows are compared: reported once, with the remedy, in place of ten thousand discrepancies.
/// Rows are then matched as if the fault were mended; what is stored and counted stays as it came.
/// </summary>
/// <param name="Shift">How far the ledger's clock is ahead of the activity's: whole quarter hours; zero if the clocks agree.</param>
/// <param name="ContactsNeverMeet">Both sides name contacts, and no contact stands on both: the two feeds number them differently.</param>
/// <param name="TimesDisagree">
/// Of the deductions that only user and time can tie to a reveal, most have none near them: what stands near the others does so by chance.
/// </param>
/// <param name="TwoAddresses">Users whom the ledger knows under another address, by that address: their rows are judged as if it were the same.</param>
public sealed record FeedFaults(Duration Shift, bool ContactsNeverMeet, bool TimesDisagree, ImmutableArray<TwoAddresses> TwoAddresses)
{
    const long Quarter = 15 * 60 * Position.TicksPerSecond;
    const int QuartersMax = 56; // 14 hours: further apart no two zones lie
    const int SampleMax = 2000;
    const int SampleMin = 40;
    const int RowsWithContactMin = 20;

    static readonly LagWindow Near = LagWindow.Seconds(5, 120);

    public static readonly FeedFaults None = new(Duration.Zero, false, false, []);

    internal long ShiftTicks => Shift.BclCompatibleTicks;

    internal static FeedFaults Of(AccountRows rows)
    {
        var (shift, neverMeet) = (ShiftOf(rows), NeverMeet(rows));
        var ofAll = new FeedFaults(Duration.FromTicks(shift), neverMeet, Disagree(rows, shift, neverMeet), []);
        return ofAll with { TwoAddresses = TwoAddressesFinder.Find(rows, ofAll) };
    }

    // An array is the same only as itself, and the same faults found again have another.
    public bool Equals(FeedFaults? other) =>
        other is not null && Shift == other.Shift && ContactsNeverMeet == other.ContactsNeverMeet && TimesDisagree == other.TimesDisagree && TwoAddresses.SequenceEqual(other.TwoAddresses);

    public override int GetHashCode() => HashCode.Combine(Shift, ContactsNeverMeet, TimesDisagree, TwoAddresses.Length);

    /// <summary>For the number of each user, that of the address which the activity knows them under; null if there is nobody with two.</summary>
    internal int[]? JoinedUsers(Names users)
    {
        if (TwoAddresses.Length == 0)
            return null;

        int[] joined = [.. Enumerable.Range(0, users.Count)];
        foreach (var (ledger, activity) in TwoAddresses)
            joined[users.Find(ledger)] = users.Find(activity);
        return joined;
    }

    static bool NeverMeet(AccountRows rows)
    {
        var isShown = new bool[rows.Names.Contacts.Count];
        var (shown, paid) = (0, 0);
        foreach (ref readonly var row in rows.Reveals.AsSpan())
        {
            isShown[row.Contact] = true;
            shown += row.Contact == Names.Absent ? 0 : 1;
        }

        foreach (ref readonly var row in rows.Deductions.AsSpan())
        {
            if (row.Contact == Names.Absent)
                continue;
            if (isShown[row.Contact])
                return false;
            paid++;
        }

        return shown >= RowsWithContactMin && paid >= RowsWithContactMin;
    }

    /// <summary>
    /// Of a sample of deductions, counts for each shift by quarter hours how many have a reveal just before them, by their contact where the
    /// other side knows it, else by their user. A shift is found if most have one by it, and few without it.
    /// </summary>
    static long ShiftOf(AccountRows rows)
    {
        var paying = Sample(rows, row => row.Count > 0);
        if (paying.Length < SampleMin || rows.Reveals.Length < SampleMin)
            return 0;

        var byContact = new RevealTimes(rows.Reveals, rows.Names.Contacts.Count, row => row.Contact, paying.Select(row => rows.Deductions[row].Contact));
        var byUser = new RevealTimes(
            rows.Reveals, rows.Names.Users.Count, row => row.User,
            paying.Where(row => byContact.Of(rows.Deductions[row].Contact).Count == 0).Select(row => rows.Deductions[row].User));
        var hits = new int[(2 * QuartersMax) + 1];
        var asked = 0;
        foreach (var deduction in paying)
        {
            ref readonly var paid = ref rows.Deductions[deduction];
            var near = byContact.Of(paid.Contact) is { Count: > 0 } ofContact ? ofContact : byUser.Of(paid.User);
            if (near.Count == 0)
                continue;

            asked++;
            for (var quarters = -QuartersMax; quarters <= QuartersMax; quarters++)
                hits[quarters + QuartersMax] += HasNear(near, paid.Ticks - (quarters * Quarter)) ? 1 : 0;
        }

        var best = Enumerable.Range(-QuartersMax, hits.Length).MaxBy(quarters => (hits[quarters + QuartersMax], -Math.Abs(quarters)));
        return asked >= SampleMin && 5 * hits[best + QuartersMax] >= 3 * asked && hits[best + QuartersMax] >= 4 * (hits[QuartersMax] + 1)
            ? best * Quarter
            : 0;
    }

    static bool Disagree(AccountRows rows, long shift, bool withoutContacts)
    {
        var isShown = (Jobs: new bool[rows.Names.Jobs.Count], Requests: new bool[rows.Names.Requests.Count]);
        foreach (ref readonly var row in rows.Reveals.AsSpan())
            isShown.Jobs[row.Job] = isShown.Requests[row.Request] = true;

        var reveal = rows.Names.Actions.Find(Reveal.RevealAction);
        var timed = Sample(
            rows,
            row => row.Count > 0 && row.Action == reveal && row.User != Names.Absent && (withoutContacts || row.Contact == Names.Absent)
                && (row.Job == Names.Absent || !isShown.Jobs[row.Job]) && (row.Request == Names.Absent || !isShown.Requests[row.Request]));
        if (timed.Length < SampleMin)
            return false;

        var byUser = new RevealTimes(rows.Reveals, rows.Names.Users.Count, row => row.User, timed.Select(row => rows.Deductions[row].User));
        var asked = timed.Count(row => byUser.Of(rows.Deductions[row].User).Count > 0);
        var hits = timed.Count(row => HasNear(byUser.Of(rows.Deductions[row].User), rows.Deductions[row].Ticks - shift));
        return asked >= SampleMin && 2 * hits < asked;
    }

    /// <summary>At most about twice <see cref="SampleMax"/> deductions of a kind, evenly chosen; fewer than <see cref="SampleMin"/> only if there are no more.</summary>
    static int[] Sample(AccountRows rows, Predicate<DeductionRow> isWanted)
    {
        List<int> wanted = [];
        for (var row = 0; row < rows.Deductions.Length; row++)
        {
            if (isWanted(rows.Deductions[row]))
                wanted.Add(row);
        }

        var step = Math.Max(1, wanted.Count / SampleMax);
        return [.. Enumerable.Range(0, (wanted.Count + step - 1) / step).Select(number => wanted[number * step])];
    }

    static bool HasNear(List<long> reveals, long posted)
    {
        var first = reveals.BinarySearch(posted - Near.LateMax);
        while (first > 0 && reveals[first - 1] == reveals[first])
            first--;
        first = first < 0 ? ~first : first;
        return first < reveals.Count && Near.Holds(reveals[first], posted);
    }

    /// <summary>When the reveals of some contacts or users were made, ascending.</summary>
    sealed class RevealTimes
    {
        static readonly List<long> None = [];

        readonly List<long>?[] _times;

        public RevealTimes(RevealRow[] reveals, int keys, Func<RevealRow, int> keyOf, IEnumerable<int> wanted)
        {
            _times = new List<long>?[keys];
            foreach (var key in wanted)
                _times[key] ??= [];

            _times[Names.Absent] = null;
            foreach (ref readonly var row in reveals.AsSpan())
                _times[keyOf(row)]?.Add(row.Ticks);
        }

        public List<long> Of(int key) => _times[key] ?? None;
    }

    /// <summary>The rows of the ledger as they would be without the fault; the same array if there is none.</summary>
    internal DeductionRow[] Mend(DeductionRow[] deductions, Names users)
    {
        if (this == None)
            return deductions;

        var joined = JoinedUsers(users);
        var mended = (DeductionRow[])deductions.Clone();
        foreach (ref var row in mended.AsSpan())
        {
            row.Ticks -= ShiftTicks;
            row.Contact = ContactsNeverMeet ? Names.Absent : row.Contact;
            row.User = joined is null ? row.User : joined[row.User];
        }

        return mended;
    }

    /// <inheritdoc cref="Mend(DeductionRow[], Names)"/>
    internal RevealRow[] Mend(RevealRow[] reveals)
    {
        if (!ContactsNeverMeet)
            return reveals;

        var mended = (RevealRow[])reveals.Clone();
        foreach (ref var row in mended.AsSpan())
            row.Contact = Names.Absent;
        return mended;
    }
}
