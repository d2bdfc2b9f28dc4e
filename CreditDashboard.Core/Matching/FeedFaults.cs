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
    const int SampleMax = 500;
    const int SampleMin = 40;
    const int LookedAtMax = 5_000;
    const int RowsWithContactMin = 20;

    static readonly LagWindow Near = LagWindow.Seconds(5, 120);

    public static readonly FeedFaults None = new(Duration.Zero, false, false, []);

    internal long ShiftTicks => Shift.BclCompatibleTicks;

    /// <param name="rows">The account's rows.</param>
    /// <param name="keys">The same rows by their keys.</param>
    internal static FeedFaults Of(AccountRows rows, KeyIndex keys)
    {
        var (shift, neverMeet) = (ShiftOf(rows, keys), NeverMeet(rows, keys));
        var ofAll = new FeedFaults(Duration.FromTicks(shift), neverMeet, Disagree(rows, keys, shift, neverMeet), []);
        return ofAll with { TwoAddresses = TwoAddressesFinder.Find(rows, keys, ofAll) };
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

    static bool NeverMeet(AccountRows rows, KeyIndex keys)
    {
        if (!keys.NamesAny(Side.Reveal, RowKey.Contact) || !keys.NamesAny(Side.Deduction, RowKey.Contact))
            return false;

        // In a good feed the first few deductions with a contact tell.
        for (int row = 0, asked = 0; row < rows.Deductions.Length && asked < SampleMin; row++)
        {
            asked += rows.Deductions[row].Contact == Names.Absent ? 0 : 1;
            if (keys.Has(Side.Reveal, RowKey.Contact, rows.Deductions[row].Contact))
                return false;
        }

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
    static long ShiftOf(AccountRows rows, KeyIndex keys)
    {
        var paying = Sample(rows, (in row) => row.Count > 0);
        if (paying.Length < SampleMin || rows.Reveals.Length < SampleMin)
            return 0;

        var asked = paying
            .Select(row => (rows.Deductions[row].Ticks, Key: KeyOf(keys, rows.Deductions[row])))
            .Where(paid => keys.Has(Side.Reveal, paid.Key.Key, paid.Key.Number))
            .ToArray();
        if (asked.Length < SampleMin)
            return 0;

        // Where the clocks agree, as they nearly always do, no shift can have four times the hits.
        var unshifted = Hits(0);
        if (4 * (unshifted + 1) > asked.Length)
            return 0;

        var best = Enumerable.Range(-QuartersMax, (2 * QuartersMax) + 1).MaxBy(quarters => (Hits(quarters), -Math.Abs(quarters)));
        return 5 * Hits(best) >= 3 * asked.Length && Hits(best) >= 4 * (unshifted + 1) ? best * Quarter : 0;

        int Hits(int quarters) => asked.Count(paid => HasNear(keys, paid.Key.Key, paid.Key.Number, paid.Ticks - (quarters * Quarter)));
    }

    static (RowKey Key, int Number) KeyOf(KeyIndex keys, in DeductionRow row) =>
        keys.Has(Side.Reveal, RowKey.Contact, row.Contact) ? (RowKey.Contact, row.Contact) : (RowKey.User, row.User);

    static bool Disagree(AccountRows rows, KeyIndex keys, long shift, bool withoutContacts)
    {
        var reveal = rows.Names.Actions.Find(Reveal.RevealAction);
        var timed = Sample(
            rows,
            (in row) => row.Count > 0 && row.Action == reveal && row.User != Names.Absent && (withoutContacts || row.Contact == Names.Absent)
                && row.Job == Names.Absent && row.Request == Names.Absent);
        if (timed.Length < SampleMin)
            return false;

        var asked = timed.Count(row => keys.Has(Side.Reveal, RowKey.User, rows.Deductions[row].User));
        var hits = timed.Count(row => HasNear(keys, RowKey.User, rows.Deductions[row].User, rows.Deductions[row].Ticks - shift));
        return asked >= SampleMin && 2 * hits < asked;
    }

    delegate bool IsWanted(in DeductionRow row);

    /// <summary>At most <see cref="SampleMax"/> deductions of a kind, evenly chosen. Of a long ledger some rows tell, unless only a few of them are of the kind.</summary>
    static int[] Sample(AccountRows rows, IsWanted isWanted)
    {
        var wanted = Wanted(rows, isWanted, 1 + (rows.Deductions.Length / LookedAtMax));
        if (wanted.Count is > 0 and < SampleMin && rows.Deductions.Length >= LookedAtMax)
            wanted = Wanted(rows, isWanted, 1);

        var step = Math.Max(1, (wanted.Count + SampleMax - 1) / SampleMax);
        return [.. Enumerable.Range(0, (wanted.Count + step - 1) / step).Select(number => wanted[number * step])];
    }

    static List<int> Wanted(AccountRows rows, IsWanted isWanted, int step)
    {
        List<int> wanted = [];
        for (var row = 0; row < rows.Deductions.Length; row += step)
        {
            if (isWanted(rows.Deductions[row]))
                wanted.Add(row);
        }

        return wanted;
    }

    static bool HasNear(KeyIndex keys, RowKey key, int number, long posted) =>
        keys.HasReveal(key, number, posted - Near.LateMax, posted + Near.EarlyMax);

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
